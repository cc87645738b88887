package card

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image/color"
)

// writer writes canvases as PNG pictures (ISO/IEC 15948) with four bits to a
// pixel. image/png makes the same pictures, in twice the time.
type writer struct {
	zip    *zlib.Writer
	packed bytes.Buffer
}

const (
	signature = "\x89PNG\r\n\x1a\n"
	// bitDepth, indexed colour, and the only ways to compress, filter and order.
	form = "\x04\x03\x00\x00\x00"
)

// write adds the picture of the upper left of a canvas to out. The width is even.
func (w *writer) write(out *bytes.Buffer, c *canvas, width, height int, palette []color.RGBA) error {
	w.packed.Reset()
	if w.zip == nil {
		zip, err := zlib.NewWriterLevel(&w.packed, zlib.BestSpeed)
		if err != nil {
			return err
		}
		w.zip = zip
	} else {
		w.zip.Reset(&w.packed)
	}
	var row, blank [1 + Width/2]byte // no filter, then the pixels
	for y, drawn := range c.drawn[:height] {
		line := &blank
		if drawn {
			line = &row
			pixels := c.row(y)
			for i := range row[1 : 1+width/2] {
				row[1+i] = numbers[pixels[2*i]]<<4 | numbers[pixels[2*i+1]]
			}
		}
		if _, err := w.zip.Write(line[:1+width/2]); err != nil {
			return err
		}
	}
	if err := w.zip.Close(); err != nil {
		return err
	}

	out.WriteString(signature)
	size := binary.BigEndian.AppendUint32(nil, uint32(width))
	size = binary.BigEndian.AppendUint32(size, uint32(height))
	chunk(out, "IHDR", append(size, form...))
	var colours []byte
	for _, c := range palette {
		colours = append(colours, c.R, c.G, c.B)
	}
	chunk(out, "PLTE", colours)
	chunk(out, "IDAT", w.packed.Bytes())
	chunk(out, "IEND", nil)
	return nil
}

func chunk(out *bytes.Buffer, kind string, body []byte) {
	var number [4]byte
	binary.BigEndian.PutUint32(number[:], uint32(len(body)))
	out.Write(number[:])
	out.WriteString(kind)
	out.Write(body)
	sum := crc32.Update(crc32.ChecksumIEEE([]byte(kind)), crc32.IEEETable, body)
	binary.BigEndian.PutUint32(number[:], sum)
	out.Write(number[:])
}
