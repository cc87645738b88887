package problem

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"daybook/generator/source"
)

// sarifProblems are problems of every shape there is.
var sarifProblems = []Problem{
	New("unknown-topic", source.Place{Path: "content/articles/ایران 1.md", Line: 3, Column: 10}, "no topic is called %q", "irn").
		Hinted("did you mean %q?", "iran").Noted(source.Place{Path: "content/b.md", Line: 1}, "also here, with {braces}"),
	Warn("orphan-media", source.Place{Path: "content/media/a b.png"}, "not used").Hinted("show it, as  ![what it shows](/media/a%%20b.png)"),
	Warn("second-title", source.Place{Path: "content/a.md", Line: 7}, "\u202e <b>&\x01"),
	New("a-rule-of-tomorrow", source.Place{}, "nowhere"),
}

func writeSARIF(t *testing.T, problems []Problem) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WriteSARIF(&out, problems, "1.2.3"); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestSARIFIsWhatTheStandardWants holds logs against the official schema of
// SARIF 2.1.0.
func TestSARIFIsWhatTheStandardWants(t *testing.T) {
	const folder = "testdata/tools"
	path := filepath.Join(folder, "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")
	text, err := os.ReadFile(path)
	if err != nil {
		if os.Getenv("DAYBOOK_E2E") == "1" {
			t.Fatal("DAYBOOK_E2E=1 needs npm ci in generator/problem/" + folder)
		}
		t.Skip("this test needs npm ci in generator/problem/" + folder)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("sarif.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, problems := range map[string][]Problem{"all shapes": sarifProblems, "none": nil} {
		log, err := jsonschema.UnmarshalJSON(bytes.NewReader(writeSARIF(t, problems)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(log); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	wrong, _ := jsonschema.UnmarshalJSON(bytes.NewReader(bytes.Replace(writeSARIF(t, sarifProblems), []byte(`"level": "warning"`), []byte(`"level": "grave"`), 1)))
	if schema.Validate(wrong) == nil {
		t.Error("the schema lets anything through, and this test shows nothing")
	}
}

func TestSARIFTellsWhatThereIs(t *testing.T) {
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine, StartColumn int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal(writeSARIF(t, sarifProblems), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if len(run.Results) != len(sarifProblems) {
		t.Fatalf("%d results", len(run.Results))
	}
	for i, r := range run.Results {
		if r.RuleID != sarifProblems[i].Rule || run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID || r.Level != sarifProblems[i].Severity.String() {
			t.Errorf("%+v", r)
		}
	}
	first := run.Results[0]
	at := first.Locations[0].PhysicalLocation
	if at.ArtifactLocation.URI != "content/articles/%D8%A7%DB%8C%D8%B1%D8%A7%D9%86%201.md" || at.Region.StartLine != 3 || at.Region.StartColumn != 10 {
		t.Errorf("%+v", at)
	}
	if want := "no topic is called \"irn\"\ndid you mean \"iran\"?"; first.Message.Text != want {
		t.Errorf("got %q", first.Message.Text)
	}
}
