package export_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"daybook/generator/export"
	"daybook/generator/view"
)

// ninjsSchema gives the schema of IPTC. It refers to that of GeoJSON for points,
// for which a point's own form stands here (RFC 7946, section 3.1.2).
func ninjsSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile("testdata/ninjs/ninjs-schema_3.1.json")
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	for address, source := range map[string]string{
		export.NinjsSchema: string(text),
		"https://geojson.org/schema/GeoJSON.json": `{"type": "object", "required": ["type", "coordinates"], "additionalProperties": false,
			"properties": {"type": {"const": "Point"}, "coordinates": {"type": "array", "minItems": 2, "maxItems": 2,
				"prefixItems": [{"type": "number", "minimum": -180, "maximum": 180}, {"type": "number", "minimum": -90, "maximum": 90}]}}}`,
	} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(source))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiler.AddResource(strings.TrimSuffix(address, "#"), doc); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := compiler.Compile(export.NinjsSchema)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func holds(t *testing.T, schema *jsonschema.Schema, text []byte) map[string]any {
	t.Helper()
	if bytes.Count(text, []byte("\n")) != 1 {
		t.Errorf("it is not one line: %s", text)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
	return doc.(map[string]any)
}

func TestNinjsIsThatOfItsSchema(t *testing.T) {
	schema := ninjsSchema(t)
	archive, _, composer := gather(t, "../..", echo)
	if len(archive.Articles) == 0 {
		t.Fatal("the repository's content has no article")
	}
	for _, a := range archive.Articles {
		text, err := export.Ninjs(composer.Dispatch(a, nil, nil), "<p>Words &amp; “signs”.</p>")
		if err != nil {
			t.Fatal(err)
		}
		if doc := holds(t, schema, text); doc["uri"] == "" || doc["language"] != a.Lang {
			t.Errorf("%s: %v, %v", a.Title, doc["uri"], doc["language"])
		}
	}
	dates := map[string]string{
		"2024-01-16": `"dates":{"expectedStartDate":"2024-01-16"}`, "2024-01-16/2024-01-19": `"expectedEndDate":"2024-01-19"`,
		"2024-01-16T04:00+05:00": `"startDate":"2024-01-15T23:00:00Z"`, "2024-01": `"dates":{"expectedStartDate":"2024-01"}`, "2024": `"dates":{"expectedStartDate":"2024"}`,
		"2024-24": "", "202X": "", "2024-01-16/..": `"dates":{"expectedStartDate":"2024-01-16"}`, "../2024-01-16": `"dates":{"expectedEndDate":"2024-01-16"}`, "2024-01-16%": "", "2024-01-16?": "", "unknown": "",
	}
	var events []string
	ids := map[string]string{}
	for date := range dates {
		id := "e" + string(rune('a'+len(ids)))
		ids[id] = date
		events = append(events, "id: "+id+"\nheadline: H\nplace: Panjgur\ncoordinates: 26.97, 64.09\nactors: [iran]\ndate: "+date)
	}
	for _, item := range told(t, append(events, full)...).Items {
		text, err := export.NinjsEvent(item)
		if err != nil {
			t.Fatal(err)
		}
		holds(t, schema, text)
		if date, mine := ids[item.ID]; mine {
			if want := dates[date]; want == "" && bytes.Contains(text, []byte("eventDetails")) || !bytes.Contains(text, []byte(want)) {
				t.Errorf("%s: want %s in %s", date, want, text)
			}
		}
	}
}

// TestNinjsBearsAnyText puts signs that break documents into every text.
func TestNinjsBearsAnyText(t *testing.T) {
	schema := ninjsSchema(t)
	odd := "a\x00b\u2028\u202e</script>]]>\"\\ 😀"
	d := view.Dispatch{Href: "https://x.example/a/", Lang: "en", Headline: odd, Standfirst: odd, Byline: odd, Tags: []string{odd}, Published: "2024-01-16T00:00:00Z", Changed: "2024-01-16T00:00:00Z",
		Corrections: []view.Correction{{Note: odd}}, Sources: []view.EventSource{{Name: odd}}}
	text, err := export.Ninjs(d, odd)
	if err != nil {
		t.Fatal(err)
	}
	doc := holds(t, schema, text)
	headline, _ := json.Marshal(doc["headlines"])
	if strings.ContainsAny(string(headline), "\x00") || !strings.Contains(string(headline), "😀") {
		t.Errorf("the headline is %s", headline)
	}
}
