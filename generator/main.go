// Command daybook makes a news digest from Markdown reports: a site of
// articles, topic pages, timelines and editions.
//
// Run it with `go run ./generator COMMAND`; without a command it says which
// there are.
package main

import (
	"os"
	_ "time/tzdata" // zones on machines that have none

	"daybook/generator/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr, os.Getenv)) }
