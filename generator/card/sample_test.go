package card

import "daybook/generator/view"

// samples are cards of all sorts: every language of the interface, mixed
// directions, and what does not fit.
var samples = []struct {
	name string
	card view.SocialCard
}{
	{"english", view.SocialCard{Site: "The Daybook", Accent: "#8f1d2c", Lang: "en", Dir: "ltr", Kicker: "Pakistan–Iran relations", Headline: "Pakistan and Iran agree to de-escalate after a week of strikes", Text: "The two foreign ministers spoke by telephone and agreed that ambassadors return to their posts by 26 January.", Date: "19 January 2024"}},
	{"short", view.SocialCard{Site: "The Daybook", Accent: "#ffd000", Lang: "en", Dir: "ltr", Kicker: "Topic", Headline: "Balochistan", Date: "19 January 2024"}},
	{"strip", view.SocialCard{Site: "The Daybook", Accent: "#1d5f8f", Lang: "en", Dir: "ltr", Kicker: "Timeline", Headline: "Pakistan–Iran relations", Text: "Both sides say that they want no further escalation; the ambassadors are on their way back.", Marks: []view.SocialMark{{At: 0, Key: false}, {At: 120, Key: true}, {At: 130, Key: false}, {At: 300, Key: true}, {At: 640, Key: false}, {At: 655, Key: false}, {At: 660, Key: true}, {At: 1000, Key: false}}, From: "16 January 2024", Until: "26 January 2024"}},
	{"urdu", view.SocialCard{Site: "روزنامچہ", Accent: "#1f6f50", Lang: "ur", Dir: "rtl", Kicker: "پاک ایران تعلقات", Headline: "پاکستان اور ایران کشیدگی کم کرنے پر متفق، سفیر 26 جنوری تک واپس آئیں گے", Text: "دونوں وزرائے خارجہ نے ٹیلی فون پر بات کی اور باہمی احترام پر زور دیا۔", Date: "۱۹ جنوری ۲۰۲۴"}},
	{"persian", view.SocialCard{Site: "روزنامهٔ رویدادها", Accent: "#1d4e8f", Lang: "fa", Dir: "rtl", Kicker: "روابط ایران و پاکستان", Headline: "ایران و پاکستان بر سر کاهش تنش توافق کردند؛ سفیران بازمی‌گردند", Text: "وزیران خارجهٔ دو کشور تلفنی گفت‌وگو کردند و بر احترام متقابل تأکید نمودند.", Date: "۲۹ دی ۱۴۰۲"}},
	{"arabic", view.SocialCard{Site: "دفتر الأيام", Accent: "#8f1d2c", Lang: "ar", Dir: "rtl", Kicker: "العلاقات الباكستانية الإيرانية", Headline: "باكستان وإيران تتفقان على خفض التصعيد بعد أسبوع من الضربات", Text: "تحدث وزيرا الخارجية هاتفيا واتفقا على عودة السفيرين.", Date: "١٩ يناير ٢٠٢٤"}},
	{"french", view.SocialCard{Site: "Le Journal des faits", Accent: "#333", Lang: "fr", Dir: "ltr", Kicker: "Relations pakistano-iraniennes", Headline: "« Plus d’escalade » : le Pakistan et l’Iran s’accordent après une semaine de frappes", Text: "Les ministres des Affaires étrangères se sont parlé au téléphone ; les ambassadeurs reviendront à l’œuvre.", Date: "19 janvier 2024"}},
	{"mixed", view.SocialCard{Site: "The Daybook", Lang: "en", Dir: "ltr", Kicker: "Diplomacy", Headline: "Iran’s وزارت خارجہ says (قاسم سلیمانی) 3 of 12 talks in Панҷгӯр and Αθήνα are “done” 🎉", Date: "19 January 2024"}},
	{"mixed rtl", view.SocialCard{Site: "Daybook اردو", Lang: "ur", Dir: "rtl", Kicker: "UNHCR", Headline: "ایران کی IRGC (Quds Force) نے 16 جنوری کو Panjgur میں 2 اہداف پر حملہ کیا!", Date: "19 January 2024"}},
	{"long", view.SocialCard{Site: "A newspaper with a rather long name that goes on for longer than most do", Lang: "en", Dir: "ltr", Kicker: "A topic with a name of such a length that it could never stand on one line of a card", Headline: "Three hundred letters are more than any desk would ever put over a report, and yet there are those who do it, week after week, since their system counts none of them, and nobody has told them that a headline is read in a second or it is not read at all, which is the reason for this one being cut", Text: "Not drawn.", Date: "Wednesday, 19 September 2024"}},
	{"word", view.SocialCard{Site: "Daybook", Lang: "de", Dir: "ltr", Headline: "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzesentwurfsvorlagenausschussmitglied", Date: "19"}},
	{"chinese", view.SocialCard{Site: "The Daybook", Tagline: "What happened, in what order, and who says so", Lang: "en", Dir: "ltr", Kicker: "外交", Headline: "中国外交部发言人表示", Date: "19 January 2024"}},
	{"empty", view.SocialCard{}},
}
