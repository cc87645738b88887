package load

import (
	"io/fs"
	"syscall"
)

// stampOf gives the stamp of a file; false where the system tells too little.
func stampOf(info fs.FileInfo) (stamp, bool) {
	s, known := info.Sys().(*syscall.Stat_t)
	if !known {
		return stamp{}, false
	}
	return stamp{Size: s.Size, Modified: info.ModTime().UnixNano(), Changed: s.Ctim.Nano(), Number: s.Ino}, true
}
