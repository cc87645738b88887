package layout

// Say gives a word of the interface in a language, as the function say does in
// a layout: the first whole number among the values chooses the plural form.
// An unknown key is given back as it is, so that it can be seen on the page.
func (s *Set) Say(lang, key string, values ...any) string {
	say, ok := s.words.functions(s.words.known(lang))["say"].(func(string, ...any) (string, error))
	if !ok {
		return key
	}
	text, err := say(key, values...)
	if err != nil {
		return key
	}
	return text
}
