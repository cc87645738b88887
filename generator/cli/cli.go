// Package cli is the command line: flags, help, progress and exit codes.
//
// Standard output is the result of a command; standard error is problems and
// progress. Exit codes: 0 fine, 1 problems in the content, 2 wrong usage, 3
// something could not be read or written, or a fault of the program; 4 from
// next, when nothing is due. Here, and
// nowhere else, the clock and the environment are read.
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"daybook/generator/problem"
)

// Version is the version of Daybook.
const Version = "0.1.0"

// Exit codes.
const (
	exitFine     = 0
	exitProblems = 1
	exitUsage    = 2
	exitFault    = 3
	exitNothing  = 4 // next --since: nothing is due
)

// terminal is what a command talks to.
type terminal struct {
	out, err io.Writer
	env      func(string) string
	noted    bool // what git does not know was said
}

// runner runs a command whose flags were read.
type runner func(ctx context.Context, args []string) error

// command is one of the things that Daybook does.
type command struct {
	name     string
	summary  string   // one line
	usage    string   // what stands after the name
	detail   string   // a paragraph of help
	examples []string // with what they do, after two spaces and a #
	// setup defines the flags and gives what runs once they are read.
	setup func(t *terminal, flags *flag.FlagSet) runner
}

// commands are all of them, in the order of help.
func commands() []command {
	return []command{initCommand(), buildCommand(), serveCommand(), checkCommand(), mergeCommand(), newCommand(), statusCommand(), layoutsCommand(), datesCommand(), nextCommand(), planCommand(), schemaCommand(), exportCommand(), cmsCommand(), deployCommand(), versionCommand()}
}

// usageError is a wrong use of the command line.
type usageError struct{ sentence, hint string }

func (e usageError) Error() string { return e.sentence }

// errProblems says that problems were told already and the exit code is 1.
var errProblems = errors.New("the content has problems")

// Main runs the command that args name and gives the exit code.
func Main(args []string, out, err io.Writer, env func(string) string) (code int) {
	t := &terminal{out: out, err: err, env: env}
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(err, "daybook: a fault of Daybook itself: %v\nNothing was published. Please report this with the lines below.\n%s", r, debug.Stack())
			code = exitFault
		}
	}()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return t.exit(t.dispatch(ctx, args))
}

func (t *terminal) dispatch(ctx context.Context, args []string) error {
	if len(args) == 0 {
		t.help(t.err)
		return usageError{sentence: "name a command"}
	}
	name, rest := args[0], args[1:]
	switch name {
	case "-h", "--help", "-help", "help":
		if len(rest) == 0 {
			t.help(t.out)
			return nil
		}
		name, rest = rest[0], []string{"-h"}
	case "-v", "--version", "-version":
		name = "version"
	}
	for _, c := range commands() {
		if c.name == name {
			return c.start(ctx, t, rest)
		}
	}
	return unknownCommand(name)
}

func unknownCommand(name string) error {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	e := usageError{sentence: fmt.Sprintf("there is no command %q", name), hint: "run  daybook help  for the list"}
	if near := problem.Nearest(name, names); near != "" {
		e.hint = fmt.Sprintf("did you mean %q?", near)
	}
	return e
}

// exit words an error and gives its exit code.
func (t *terminal) exit(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errProblems):
		return exitProblems
	case errors.Is(err, errNothingDue):
		return exitNothing
	case errors.As(err, &usage):
		fmt.Fprintf(t.err, "daybook: %s\n", usage.sentence)
		if usage.hint != "" {
			fmt.Fprintf(t.err, "  %s\n", usage.hint)
		}
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(t.err, "daybook: stopped; nothing was changed")
		return exitFault
	}
	fmt.Fprintf(t.err, "daybook: %v\n", err)
	return exitFault
}

// start reads the flags of a command and runs it.
func (c command) start(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	run := c.setup(t, flags)
	rest, err := parse(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		c.help(t.out, flags)
		return nil
	case err != nil:
		return usageError{c.name + ": " + flagSentence(err), flagHint(flags, err, c.name)}
	}
	return run(ctx, rest)
}

// parse reads flags wherever they stand among the arguments; package flag
// alone stops at the first that is none.
func parse(flags *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		args = flags.Args()
		if len(args) == 0 {
			return rest, nil
		}
		rest, args = append(rest, args[0]), args[1:]
	}
}

func flagSentence(err error) string {
	return strings.Replace(err.Error(), "flag provided but not defined: -", "there is no flag --", 1)
}

func flagHint(flags *flag.FlagSet, err error, command string) string {
	if _, name, found := strings.Cut(err.Error(), "not defined: -"); found {
		var names []string
		flags.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
		if near := problem.Nearest(strings.TrimLeft(name, "-"), names); near != "" {
			return fmt.Sprintf("did you mean --%s?", near)
		}
	}
	return fmt.Sprintf("run  daybook %s -h  for its flags", command)
}

// noArguments refuses arguments where a command takes none.
func noArguments(command string, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usageError{fmt.Sprintf("%s takes no argument, and this is %q", command, args[0]), fmt.Sprintf("run  daybook %s -h  for its flags", command)}
}
