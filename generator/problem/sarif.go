package problem

import (
	"encoding/json"
	"io"
	"net/url"
	"strings"

	"daybook/generator/source"
)

// The parts of SARIF 2.1.0 (OASIS Standard, Static Analysis Results Interchange
// Format) that problems need, by section of the standard.
type (
	sarifLog struct { // 3.13
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct { // 3.14
		Tool       sarifTool                `json:"tool"`
		ColumnKind string                   `json:"columnKind"`
		Bases      map[string]sarifArtifact `json:"originalUriBaseIds"`
		Results    []sarifResult            `json:"results"`
	}
	sarifTool struct { // 3.18
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct { // 3.19
		Name            string      `json:"name"`
		SemanticVersion string      `json:"semanticVersion,omitempty"`
		Rules           []sarifRule `json:"rules"`
	}
	sarifRule struct { // 3.49
		ID      string       `json:"id"`
		Short   sarifMessage `json:"shortDescription"`
		Default sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct { // 3.50
		Enabled bool   `json:"enabled"`
		Level   string `json:"level"`
	}
	sarifMessage struct { // 3.11
		Text string `json:"text"`
	}
	sarifResult struct { // 3.27
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
	}
	sarifLocation struct { // 3.28
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct { // 3.29
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct { // 3.4
		URI         string        `json:"uri,omitempty"`
		Base        string        `json:"uriBaseId,omitempty"`
		Description *sarifMessage `json:"description,omitempty"`
	}
	sarifRegion struct { // 3.30
		Line   int `json:"startLine"`
		Column int `json:"startColumn,omitempty"`
	}
)

// siteBase names the site's folder, from which all paths are told.
const siteBase = "SITE"

// WriteSARIF writes problems as a log of SARIF 2.1.0, which code hosts and
// editors read. version is that of Daybook.
func WriteSARIF(w io.Writer, problems []Problem, version string) error {
	run := sarifRun{
		Tool:       sarifTool{Driver: sarifDriver{Name: "Daybook", SemanticVersion: version, Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints",
		Bases:      map[string]sarifArtifact{siteBase: {Description: &sarifMessage{"The folder of the site, which holds content/."}}},
		Results:    make([]sarifResult, 0, len(problems)),
	}
	index := map[string]int{}
	add := func(r Rule) {
		index[r.Name] = len(run.Tool.Driver.Rules)
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID: r.Name, Short: sarifMessage{r.Doc}, Default: sarifDefault{Enabled: !r.Off, Level: r.Severity.String()},
		})
	}
	for _, r := range Rules() {
		add(r)
	}
	for _, p := range problems {
		if _, known := index[p.Rule]; !known {
			add(Rule{Name: p.Rule, Severity: p.Severity, Doc: p.Rule})
		}
		text := p.Sentence
		if p.Hint != "" {
			text += "\n" + p.Hint
		}
		result := sarifResult{
			RuleID: p.Rule, RuleIndex: index[p.Rule], Level: p.Severity.String(),
			Message: said(text), Locations: []sarifLocation{},
		}
		if p.Place.Path != "" {
			result.Locations = append(result.Locations, located(p.Place))
		}
		for _, n := range p.Notes {
			at := located(n.Place)
			message := said(n.Sentence)
			at.Message = &message
			result.Related = append(result.Related, at)
		}
		run.Results = append(run.Results, result)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

// said makes a message of a text; braces stand for themselves when they are
// doubled (3.11.5).
func said(text string) sarifMessage {
	return sarifMessage{strings.NewReplacer("{", "{{", "}", "}}").Replace(text)}
}

func located(p source.Place) sarifLocation {
	at := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{URI: (&url.URL{Path: p.Path}).String(), Base: siteBase}}}
	if p.Line > 0 {
		at.Physical.Region = &sarifRegion{Line: p.Line, Column: p.Column}
	}
	return at
}
