/** What a credential has to have to read ads, and to write them. documented: https://developers.hubspot.com/scopes */
export const READ_SCOPE = 'crm.objects.listings.read';
export const WRITE_SCOPE = 'crm.objects.listings.write';
