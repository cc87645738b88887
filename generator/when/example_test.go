package when_test

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"daybook/generator/when"
)

func ExampleParse() {
	karachi, _ := time.LoadLocation("Asia/Karachi")
	strike, _ := when.Parse("2024-01-16T04:00~", karachi)
	fmt.Println(strike)
	fmt.Println(when.Words(strike, "en"))

	_, err := when.Parse("16/01/2024", karachi)
	var fault *when.ParseError
	if errors.As(err, &fault) {
		fmt.Println(fault.Hint)
	}
	// Output:
	// 2024-01-16T04:00+05:00~
	// about 04:00, 16 January 2024 (UTC+5)
	// write 2024-01-16
}

func ExampleCompare() {
	karachi, _ := time.LoadLocation("Asia/Karachi")
	var told []when.Date
	for _, text := range []string{"2024-01", "2024-01-18", "2024-01-16T04:00", "2024-01-16"} {
		d, _ := when.Parse(text, karachi)
		told = append(told, d)
	}
	slices.SortFunc(told, func(a, b when.Date) int { return when.Compare(a, b, karachi) })
	fmt.Println(told)
	// Output: [2024-01 2024-01-16 2024-01-16T04:00+05:00 2024-01-18]
}

func ExampleDate_Bounds() {
	ongoing, _ := when.Parse("2024-01-16/..", nil)
	from, _, open := ongoing.Bounds(time.UTC)
	fmt.Println(from.Format(time.RFC3339), open.Start, open.End)
	// Output: 2024-01-16T00:00:00Z false true
}

func ExampleShortWords() {
	d, _ := when.Parse("2024-01-16/2024-01-19", nil)
	fmt.Println(when.ShortWords(d, "en"))
	fmt.Println(when.ShortWords(d, "fr"))
	// Output:
	// 16–19 Jan
	// 16–19 janv.
}

func ExampleMachine() {
	for _, text := range []string{"2024-01-16", "2024-01-XX", "2024-21", "2024~"} {
		d, _ := when.Parse(text, nil)
		fmt.Printf("%s %q\n", d, when.Machine(d))
	}
	// Output:
	// 2024-01-16 "2024-01-16"
	// 2024-01-XX "2024-01"
	// 2024-21 "2024"
	// 2024~ ""
}
