//go:build !linux && !darwin

package load

import "io/fs"

// stampOf gives no stamp: this system does not say when a file was changed in
// a way that nobody can set back.
func stampOf(fs.FileInfo) (stamp, bool) { return stamp{}, false }
