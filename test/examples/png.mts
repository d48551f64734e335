import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const COLOURS = 256;

type Image = { width: number; height: number; pixels: Uint32Array };

/**
 * Writes a screenshot anew with a palette: its 256 most frequent colours, and the nearest of them for the others. A canvas has
 * few colours beside the edges of letters, so it looks the same in a third of the bytes.
 * @param png 8 bits a channel, as browsers write it
 */
export function shrinkPng(png: Buffer): Buffer {
	const image = readPng(png);
	const counts = new Map<number, number>();
	for (const pixel of image.pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
	const palette = [...counts.keys()]
		.sort((a, b) => counts.get(b)! - counts.get(a)!)
		.slice(0, COLOURS);
	const indexOf = new Map([...counts.keys()].map((colour) => [colour, nearest(colour, palette)]));
	return writePng(image, palette, indexOf);
}

function nearest(colour: number, palette: number[]): number {
	let best = 0;
	let least = Infinity;
	for (let index = 0; index < palette.length && least > 0; index++) {
		const distance = distanceOf(colour, palette[index]);
		if (distance < least) [least, best] = [distance, index];
	}
	return best;
}

function distanceOf(a: number, b: number): number {
	const [red, green, blue] = channelsOf(a).map((value, index) => value - channelsOf(b)[index]);
	return red * red + green * green + blue * blue;
}

function channelsOf(colour: number): number[] {
	return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function readPng(png: Buffer): Image {
	const width = png.readUInt32BE(16);
	const height = png.readUInt32BE(20);
	const channels = { 2: 3, 6: 4 }[png[25]];
	if (png[24] !== 8 || !channels) throw new Error('This is no PNG with 8 bits a channel');
	const rows = unfilter(
		inflateSync(Buffer.concat(dataOf(png))),
		width * channels,
		height,
		channels,
	);
	const pixels = new Uint32Array(width * height);
	for (let pixel = 0; pixel < pixels.length; pixel++) {
		const [red, green, blue] = rows.subarray(pixel * channels);
		pixels[pixel] = (red << 16) | (green << 8) | blue;
	}
	return { width, height, pixels };
}

function dataOf(png: Buffer): Buffer[] {
	const parts: Buffer[] = [];
	for (let at = SIGNATURE.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
		const type = png.toString('latin1', at + 4, at + 8);
		if (type === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
	}
	return parts;
}

/** Each row says in its first byte how it was filtered: https://www.w3.org/TR/png/#9Filters */
function unfilter(data: Buffer, length: number, height: number, step: number): Buffer {
	const rows = Buffer.alloc(length * height);
	for (let row = 0; row < height; row++) {
		const filter = data[row * (length + 1)];
		for (let column = 0; column < length; column++) {
			const at = row * length + column;
			const left = column >= step ? rows[at - step] : 0;
			const above = row > 0 ? rows[at - length] : 0;
			const corner = row > 0 && column >= step ? rows[at - length - step] : 0;
			const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
			rows[at] = data[at + row + 1] + predicted;
		}
	}
	return rows;
}

function paeth(left: number, above: number, corner: number): number {
	const guess = left + above - corner;
	const distances = [left, above, corner].map((value) => Math.abs(guess - value));
	return [left, above, corner][distances.indexOf(Math.min(...distances))];
}

function writePng(
	{ width, height, pixels }: Image,
	palette: number[],
	indexOf: Map<number, number>,
): Buffer {
	const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	const rows = Buffer.alloc((width + 1) * height);
	for (let pixel = 0; pixel < pixels.length; pixel++) {
		rows[pixel + Math.floor(pixel / width) + 1] = indexOf.get(pixels[pixel])!;
	}
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', header),
		chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
		chunk('IDAT', deflateSync(rows, { level: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function chunk(type: string, data: Buffer): Buffer {
	const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(crc32(typed), 4);
	return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)]);
}
