package cli

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"daybook/generator/cms"
)

func cmsCommand() command {
	return command{
		name:    "cms",
		summary: "the configuration of a CMS in the browser, for this site",
		usage:   "[flags]",
		detail: `Decap CMS and Sveltia CMS edit content in forms and store it in git. The forms
are those of this version of Daybook, with its hints and patterns.

With  cms: {}  in site.yaml, or more there, build publishes the desk at /admin/,
and this command is not needed. It is for a desk that is kept elsewhere: it
prints config.yml, or with --out writes that, the page and its script.`,
		examples: []string{
			"daybook cms                          # print config.yml",
			"daybook cms --out desk               # write desk/index.html, desk/config.yml, desk/format.js",
		},
		setup: setupCMS,
	}
}

func setupCMS(t *terminal, flags *flag.FlagSet) runner {
	var site siteFlags
	site.define(flags)
	out := flags.String("out", "", "write the files into this `DIR`, made where there is none")
	return func(ctx context.Context, args []string) error {
		if err := noArguments("cms", args); err != nil {
			return err
		}
		session, err := site.session(nil)
		if err != nil {
			return err
		}
		defer session.Close()
		settled, err := t.settle(ctx, session, site.site, false)
		if err != nil {
			return err
		}
		desk := cms.Of(settled.Archive)
		if *out == "" {
			_, err := t.out.Write(cms.Config(desk))
			return err
		}
		if err := os.MkdirAll(*out, 0o755); err != nil {
			return err
		}
		for _, f := range cms.Files(desk) {
			name := filepath.Join(*out, f.Name)
			if err := os.WriteFile(name, f.Body, 0o644); err != nil {
				return err
			}
			fmt.Fprintln(t.out, name)
		}
		return nil
	}
}
