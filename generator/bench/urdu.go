package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Words of invented Urdu reports. No name is meant to be a real person's or a
// real body's.
var (
	urduFirst  = strings.Fields("عادل بشریٰ جمیل دانش فرحان گلناز حمیرا عرفان خالدہ لبنیٰ معظم نادیہ عمران پرویز رضیہ سلیم طاہرہ وقار یاسمین زبیر شازیہ کامران مریم نعیم")
	urduMiddle = strings.Fields("احمد علی بانو حسن اقبال جہاں کریم محمود نواز رشید سعید طارق عالم فاطمہ قادر مجید ناصر یوسف ظفر ہاشم")
	urduLast   = strings.Fields("قریشی انصاری بخاری چوہدری درانی فاروقی گیلانی ہاشمی جعفری کاظمی لودھی مرزا نیازی اورکزئی رضوی صدیقی ترمذی عباسی یزدانی زیدی شیرازی مینگل بھٹی سومرو")
	urduPlaces = strings.Split("کوہسار پور|نیلم گڑھ|دریا نگر|سبز وادی|چاند بندر|سنگ آباد|گل زمین|ریت کوٹ|نور پتن|بادام گلی|شاہ کنارہ|زیتون شہر|برف ٹاؤن|لعل چوک|مہران بندر|صنوبر آباد", "|")
	urduOf     = strings.Split("ریلوے لائن|بندرگاہ کی اصلاحات|پانی کا معاہدہ|بجلی گھر|ماہی گیری کا کوٹا|سرحدی راستہ|رہائشی قانون|سیلاب کے بند|اناج منڈی|ساحلی سڑک|اساتذہ کی ہڑتال|مردم شماری|کان کنی کا اجازت نامہ|ہوائی اڈے کی توسیع|بینکوں کا انضمام|ڈیم منصوبہ|پنشن کی اصلاح|امن مذاکرات", "|")
	urduRoles  = strings.Split("وزیر ٹرانسپورٹ|قائد حزب اختلاف|چیف انجینئر|صوبائی گورنر|یونین کے سیکرٹری|نائب میئر|تحقیقاتی کمیشن کے سربراہ|ہسپتال کے ڈائریکٹر|ماہر معاشیات|ترجمان", "|")
	urduBodies = strings.Split("قومی آڈٹ ایوان|ادارہ برائے تعمیرات|وفاقی توانائی بورڈ|ساحلی سروے|مرکزی بینک|ایوان نمائندگان|دفتر شماریات|دریائی کونسل|عدالت اپیل|محکمہ صحت|انتخابی کمیشن|محکمہ موسمیات", "|")
	urduTitles = strings.Split("{c} میں {s} پر نیا تنازع، {p} کا جواب|{p} نے {c} کے لیے {s} کی منظوری دے دی|{s}: {c} کو مزید {n} کروڑ درکار|{o} نے {c} میں {s} روک دیا|{c}: {s} پر ووٹنگ {n} دن کے لیے ملتوی|{p} کی رپورٹ سے {c} میں {s} کا رخ بدل گیا", "|")
	urduLines  = strings.Split("{p} نے کہا کہ {c} میں {s} کا فیصلہ اگلے {n} دنوں میں سامنے آئے گا۔|{o} کے مطابق {n} فیصد لوگ {s} کے حق میں ہیں۔|{r} {p} نے صحافیوں کو بتایا کہ رقم کا حساب ابھی مکمل نہیں ہوا۔|{c} کے رہائشیوں نے دفتر کے باہر دیر تک انتظار کیا۔|دستاویزات سے پتا چلتا ہے کہ {o} نے خبردار کیا تھا۔|یہ معاملہ پچھلے سال کے موسم گرما میں شروع ہوا جب {c} کی سڑکیں بند تھیں۔|{p} اور ان کے ساتھیوں نے اجلاس سے پہلے کوئی بیان دینے سے گریز کیا۔|ماہرین کا خیال ہے کہ {s} سے چھوٹے کاروبار پر بوجھ بڑھے گا۔|عدالت نے {n} صفحات پر مشتمل فیصلے میں فریقین کو مہلت دی۔|بارش کے باعث {c} میں کام کئی ہفتے رکا رہا۔|{o} کی تازہ رپورٹ میں تین خامیاں گنوائی گئی ہیں۔|اب نظریں {p} پر ہیں جنہیں منگل تک تحریری جواب دینا ہے۔|{r} نے اس تجویز کو ادھورا قرار دیا اور نئے اعداد و شمار مانگے۔|گاؤں کے بزرگوں کے نزدیک {s} پرانے وعدے کی تکمیل ہے۔|منصوبے کی لاگت {n} کروڑ سے بڑھ کر دگنی ہو چکی ہے۔|پولیس کا کہنا ہے کہ {c} کے جلسے میں کوئی نا‌خوشگوار واقعہ پیش نہیں آیا۔|تاجروں کی انجمن نے {o} کو خط لکھا مگر جواب نہ ملا۔|{p} کی تقریر کے دوران ہال میں خاموشی رہی۔", "|")
)

var fieldsOfUrdu = regexp.MustCompile(`\{.\}`)

// urduArticle makes a report in Urdu with the day and the topics of an English
// one. Every tenth is written as on an Arabic keyboard.
func urduArticle(english string, r *rand.Rand) string {
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	person := func() string { return pick(urduFirst) + " " + pick(urduMiddle) + " " + pick(urduLast) }
	place, subject, people := pick(urduPlaces), pick(urduOf), []string{person(), person()}
	say := func(form string) string {
		return fieldsOfUrdu.ReplaceAllStringFunc(form, func(f string) string {
			switch f {
			case "{p}":
				return pick(people)
			case "{c}":
				return place
			case "{s}":
				return subject
			case "{o}":
				return pick(urduBodies)
			case "{r}":
				return pick(urduRoles)
			}
			return fmt.Sprint(2 + r.IntN(90))
		})
	}
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\nlang: ur\n", say(pick(urduTitles)))
	head, _, _ := strings.Cut(english, "\n---\n")
	for line := range strings.Lines(head) {
		if strings.HasPrefix(line, "date:") {
			b.WriteString(line)
		}
	}
	fmt.Fprintf(&b, "summary: %q\n", say(pick(urduLines))+" "+say(pick(urduLines)))
	_, topics, _ := strings.Cut(head, "topics:\n")
	topics, _, _ = strings.Cut(topics, "places:\n")
	fmt.Fprintf(&b, "topics:\n%splaces:\n  - %s\npeople:\n  - %s\n  - %s\nevents:\n", topics, place, people[0], people[1])
	day := strings.TrimSpace(field(english, "date"))[:10]
	fmt.Fprintf(&b, "  - date: %s\n    title: %q\n---\n\n", day, say("{o} نے {c} میں {s} پر اجلاس بلایا"))
	for range 8 + r.IntN(5) {
		for i := range 4 + r.IntN(3) {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(say(pick(urduLines)))
		}
		b.WriteString("\n\n")
	}
	if r.IntN(10) == 0 {
		return strings.NewReplacer("ی", "ي", "ک", "ك", "ہ", "ه").Replace(b.String())
	}
	return b.String()
}

// inUrdu writes a share of the reports below a folder in Urdu: every one that a
// fixed seed chooses.
func inUrdu(dir string, percent int) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		seed := uint64(14695981039346656037)
		for _, c := range []byte(filepath.ToSlash(name)) {
			seed = (seed ^ uint64(c)) * 1099511628211
		}
		if r := rand.New(rand.NewPCG(seed, 1)); r.IntN(100) < percent {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			return os.WriteFile(path, []byte(urduArticle(string(text), r)), 0o644)
		}
		return nil
	})
}
