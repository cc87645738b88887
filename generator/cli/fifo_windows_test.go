package cli_test

import "errors"

// makeFIFO fails: Windows has no pipes among its files.
func makeFIFO(string) error { return errors.ErrUnsupported }
