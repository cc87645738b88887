//go:build unix

package cli_test

import "syscall"

// makeFIFO makes a pipe with a name.
func makeFIFO(name string) error { return syscall.Mkfifo(name, 0o644) }
