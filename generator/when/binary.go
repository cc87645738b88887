package when

import (
	"encoding/binary"
	"errors"
)

// pointLength is how many bytes a point takes in the binary form.
const pointLength = 13

// AppendBinary appends the binary form of d, which is for caches: it is read
// back by [Date.UnmarshalBinary] of the same program only. The error is nil.
func (d Date) AppendBinary(b []byte) ([]byte, error) {
	b = d.first.appendBinary(b)
	if d.last.state != absent {
		b = d.last.appendBinary(b)
	}
	return b, nil
}

// UnmarshalBinary reads what AppendBinary wrote. It fails on bytes of another
// length.
func (d *Date) UnmarshalBinary(b []byte) error {
	switch len(b) {
	case pointLength:
		*d = Date{first: pointOf(b)}
	case 2 * pointLength:
		*d = Date{first: pointOf(b), last: pointOf(b[pointLength:])}
	default:
		return errors.New("not the binary form of a date")
	}
	return nil
}

func (p point) appendBinary(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(p.year))
	b = append(b, p.month, p.day, p.hour, p.minute, p.second, byte(p.state)|byte(p.marks)<<4, byte(p.precision))
	return binary.LittleEndian.AppendUint16(b, uint16(p.offset))
}

func pointOf(b []byte) point {
	return point{
		year:  int32(binary.LittleEndian.Uint32(b)),
		month: b[4], day: b[5], hour: b[6], minute: b[7], second: b[8],
		state: state(b[9] & 0xf), marks: marks(b[9] >> 4), precision: Precision(b[10]),
		offset: int16(binary.LittleEndian.Uint16(b[11:])),
	}
}
