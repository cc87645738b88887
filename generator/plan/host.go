package plan

import "daybook/generator/compose"

// headers adds what hosts are told about all files that are planned by now.
func (p *planner) headers() {
	paths := make([]string, len(p.files))
	for i, f := range p.files {
		paths[i] = f.Path
	}
	headers := p.Composer.Headers(paths, p.Preview)
	p.file("_headers", "headers", nil, func(compose.Bodies) any { return headers })
}
