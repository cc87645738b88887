package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"daybook/generator/fields"
	"daybook/generator/problem"
	"daybook/generator/schema"
)

func schemaCommand() command {
	return command{
		name:    "schema",
		summary: "the fields of content files and of site.yaml as JSON Schema",
		usage:   "[KIND] [flags]",
		detail: `JSON Schema of draft 2020-12, for editors, form makers and other programs. KIND is ` + strings.Join(schemaKinds(), ",\n") + `;
without one, all stand in one document under $defs. With --out each goes into a
file of its own, such as article.schema.json.`,
		examples: []string{
			"daybook schema article               # print one",
			"daybook schema --out schema          # write them all into schema/",
			"# yaml-language-server: $schema=../schema/site.schema.json   as the first line of site.yaml",
		},
		setup: setupSchema,
	}
}

func schemaKinds() []string {
	var names []string
	for _, kind := range append(fields.Kinds(), fields.Site) {
		names = append(names, kind.Name)
	}
	return names
}

func setupSchema(t *terminal, flags *flag.FlagSet) runner {
	out := flags.String("out", "", "write a file for each kind into this `DIR`, made where there is none")
	return func(_ context.Context, args []string) error {
		kinds := append(fields.Kinds(), fields.Site)
		switch len(args) {
		case 0:
		case 1:
			kind, err := kindNamed("schema", args[0], kinds)
			if err != nil {
				return err
			}
			kinds = []fields.Kind{kind}
		default:
			return usageError{"schema takes one kind", "such as  daybook schema article"}
		}
		if *out != "" {
			return t.writeSchemas(*out, kinds)
		}
		text := schema.All()
		if len(args) == 1 {
			text = schema.Of(kinds[0])
		}
		_, err := t.out.Write(text)
		return err
	}
}

// kindNamed finds a kind by its name.
func kindNamed(command, name string, among []fields.Kind) (fields.Kind, error) {
	var names []string
	for _, kind := range among {
		if kind.Name == name {
			return kind, nil
		}
		names = append(names, kind.Name)
	}
	e := usageError{fmt.Sprintf("%s knows no kind %q", command, name), "it knows " + strings.Join(names, ", ")}
	if near := problem.Nearest(name, names); near != "" {
		e.hint = fmt.Sprintf("did you mean %q?", near)
	}
	return fields.Kind{}, e
}

func (t *terminal) writeSchemas(dir string, kinds []fields.Kind) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, kind := range kinds {
		name := filepath.Join(dir, kind.Name+".schema.json")
		text := schema.Of(kind)
		err := replaceFile(name, text)
		if errors.Is(err, fs.ErrNotExist) {
			err = os.WriteFile(name, text, 0o644)
		}
		if err != nil {
			return err
		}
		fmt.Fprintln(t.out, name)
	}
	return nil
}
