package revise

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"daybook/generator/frontmatter"
)

// spell writes a value on one line in the notation of the file.
func (f *File) spell(v *frontmatter.Outline) string {
	var parts []string
	switch v.Form {
	case frontmatter.Nothing:
		if f.split.Format == frontmatter.TOML {
			return `""`
		}
		return "null"
	case frontmatter.Scalar:
		return f.scalar(v)
	case frontmatter.Sequence:
		for _, item := range v.Values {
			parts = append(parts, f.spell(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	for i, k := range v.Keys {
		parts = append(parts, f.pair(k.Name, v.Values[i]))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// pair writes a field on one line.
func (f *File) pair(name string, v *frontmatter.Outline) string {
	switch f.split.Format {
	case frontmatter.JSON:
		return quoted(name) + ": " + f.spell(v)
	case frontmatter.TOML:
		return f.key(name) + " = " + f.spell(v)
	}
	return f.key(name) + ": " + f.spell(v)
}

// key writes a key.
func (f *File) key(name string) string {
	bare := name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == ""
	switch {
	case f.split.Format == frontmatter.TOML && !bare, f.split.Format == frontmatter.JSON:
		return quoted(name)
	case f.split.Format == frontmatter.YAML && plainYAML(name) != "!!str":
		return quoted(name)
	}
	return name
}

func (f *File) scalar(v *frontmatter.Outline) string {
	switch {
	case v.Plain:
		return v.Text
	case f.split.Format == frontmatter.YAML:
		if tag := plainYAML(v.Text); tag == "!!str" || tag == "!!timestamp" {
			return v.Text
		}
	}
	return quoted(v.Text)
}

// like writes a text in the place of a scalar, between the same marks.
func (f *File) like(n *Node, text string) string {
	first := byte(0)
	if n.start < len(f.text) {
		first = f.text[n.start]
	}
	control := strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f })
	switch {
	case first == '\'' && f.split.Format == frontmatter.YAML && !control:
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	case first == '\'' && f.split.Format == frontmatter.TOML && !control && !strings.Contains(text, "'"):
		return "'" + text + "'"
	case first == '"':
		return quoted(text)
	}
	return f.scalar(Text(text))
}

// quoted writes a text between double quotation marks, in a way that JSON (RFC
// 8259), TOML 1.0 and YAML 1.2 read alike.
func quoted(text string) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		return `""`
	}
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "\x7f", `\u007f`)
}

// oldWords are read as truths by YAML 1.1, which other programs still speak.
var oldWords = []string{"y", "n", "yes", "no", "on", "off"}

// plainYAML gives the tag that a text has when it is written without quotation
// marks, within brackets or without, or nothing when it needs them.
func plainYAML(text string) string {
	if text == "" || strings.ContainsAny(text, "\n\r\u0085\u2028\u2029") || slices.Contains(oldWords, strings.ToLower(text)) {
		return ""
	}
	var root yaml.Node
	if err := yaml.Load([]byte("["+text+"]"), &root); err != nil || len(root.Content) != 1 || len(root.Content[0].Content) != 1 {
		return ""
	}
	item := root.Content[0].Content[0]
	if item.Kind != yaml.ScalarNode || item.Value != text || item.Anchor != "" ||
		item.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.TaggedStyle) != 0 {
		return ""
	}
	return item.ShortTag()
}

// lines writes a field as block YAML. indent stands before its lines but the
// first.
func (f *File) lines(name string, v *frontmatter.Outline, indent string) string {
	if v.Form == frontmatter.Mapping && len(v.Keys) > 0 {
		var b strings.Builder
		b.WriteString(f.key(name) + ":")
		for i, k := range v.Keys {
			b.WriteString(f.eol + indent + "  " + f.lines(k.Name, v.Values[i], indent+"  "))
		}
		return b.String()
	}
	if v.Form != frontmatter.Sequence || !slices.ContainsFunc(v.Values, func(item *frontmatter.Outline) bool { return len(item.Values) > 0 }) {
		return f.pair(name, v)
	}
	var b strings.Builder
	b.WriteString(f.key(name) + ":")
	for _, item := range v.Values {
		b.WriteString(f.eol + indent + "  - ")
		if item.Form != frontmatter.Mapping || len(item.Keys) == 0 {
			b.WriteString(f.spell(item))
			continue
		}
		for i, k := range item.Keys {
			if i > 0 {
				b.WriteString(f.eol + indent + "    ")
			}
			b.WriteString(f.lines(k.Name, item.Values[i], indent+"    "))
		}
	}
	return b.String()
}
