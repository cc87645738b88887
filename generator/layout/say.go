package layout

// Say gives a word of the interface in a language, as the function say does in
// a layout: the first whole number among the values chooses the plural form.
// An unknown key is given back as it is, so that it can be seen on the page.
func (s *Set) Say(lang, key string, values ...any) string {
	text, err := s.speakers[s.words.known(lang)].say(key, values...)
	if err != nil {
		return key
	}
	return text
}
