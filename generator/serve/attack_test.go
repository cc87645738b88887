package serve

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// raw sends bytes to a server and returns the status and body of its answer.
func raw(t *testing.T, address, request string) (status int, header http.Header, body string) {
	t.Helper()
	connection, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(patience))
	if _, err := io.WriteString(connection, request); err != nil {
		return 0, nil, ""
	}
	answer, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		return 0, nil, ""
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	return answer.StatusCode, answer.Header, string(text)
}

func TestNoSpellingOfAnAddressLeadsOutOfTheSite(t *testing.T) {
	s := showing("index.html", page("front"), "a/index.html", page("article"), "404.html", page("none"))
	address := live(t, s)
	var tried int
	for _, up := range []string{
		"..", "%2e%2e", "%252e%252e", ".%2e", "..%00", "%c0%ae%c0%ae", "%e0%80%ae%e0%80%ae", "..;", "....", "%u002e%u002e", "．．", "..\\..",
	} {
		for _, slash := range []string{"/", "%2f", "%252f", "\\", "%5c", "%c0%af", "//"} {
			for _, start := range []string{"/", "/a/", "//", "/_daybook/", "/_daybook/client.js/"} {
				for _, target := range []string{"etc/passwd", "go.mod", "serve.go"} {
					way := start + strings.Repeat(up+slash, 8) + target
					status, _, body := raw(t, address, "GET "+way+" HTTP/1.1\r\nHost: "+address+"\r\nConnection: close\r\n\r\n")
					if status != 404 && status != 400 || strings.Contains(body, "root:") || strings.Contains(body, "package serve") {
						t.Errorf("%s: %d %.80q", way, status, body)
					}
					tried++
				}
			}
		}
	}
	for _, way := range []string{"/.git/config", "/a%00", "/%00", "/a/%00/", "/a/\x00", "/etc/passwd", "//etc/passwd", "/C:/", "/a\\", "/a%5c", "/.", "/./", "/a/./", "/a/.", "/index.html/", "http://other/etc/passwd", "*"} {
		status, _, body := raw(t, address, "GET "+way+" HTTP/1.1\r\nHost: "+address+"\r\nConnection: close\r\n\r\n")
		if status != 404 && status != 400 && status != 421 {
			t.Errorf("%q: %d %.80q", way, status, body)
		}
		tried++
	}
	t.Logf("%d addresses tried", tried)
}

func TestForeignHostIsRefused(t *testing.T) {
	s := showing("index.html", page("secret draft"))
	for host, want := range map[string]int{
		"127.0.0.1": 200, "127.0.0.1:8080": 200, "localhost": 200, "LOCALHOST:1": 200, "news.localhost:8080": 200, "[::1]:8080": 200, "[::1]": 200, "127.0.0.2": 200,
		"evil.example": 421, "evil.example:8080": 421, "localhost.evil.example": 421, "127.0.0.1.evil.example": 421, "127.0.0.1.nip.io": 421,
		"notlocalhost": 421, "192.168.1.5": 421, "[2001:db8::1]:80": 421, "0.0.0.0": 421, "": 421, ":8080": 421,
		"127.0.0.1:80; script-src *": 421, "127.0.0.1:x": 421, "127.0.0.1:99999": 421, "2130706433": 421, "0x7f.1": 421, "127.1": 421,
		"localhost@evil.example": 421, "localhost.": 421, "ⓛocalhost": 421,
	} {
		for _, address := range []string{"/", "/_daybook/client.js"} {
			if got := ask(s, "GET", address, "Host", host); got.Code != want || got.Code != 200 && strings.Contains(got.Body.String(), "secret") {
				t.Errorf("Host %q: %d, want %d", host, got.Code, want)
			}
		}
	}
}

func TestHostThatWasAskedForIsKnown(t *testing.T) {
	for _, test := range []struct {
		listen, host string
		known        bool
	}{
		{"192.168.1.5", "192.168.1.5:8080", true},
		{"192.168.1.5", "192.168.1.6:8080", false},
		{"preview.example", "Preview.Example:8080", true},
		{"preview.example", "other.example", false},
		{"0.0.0.0", "192.168.1.5:8080", true},
		{"::", "[2001:db8::1]:8080", true},
		{"0.0.0.0", "evil.example", false},
		{"0.0.0.0", "evil.example:8080", false},
	} {
		if got := newGuard(test.listen).knows(test.host); got != test.known {
			t.Errorf("listening on %s, Host %s: %v", test.listen, test.host, got)
		}
	}
}

func TestOtherOriginsMayNotListenNorRead(t *testing.T) {
	s := showing("index.html", page("x"), "_headers", "/*\n Access-Control-Allow-Origin: *\n Access-Control-Allow-Credentials: true")
	for _, fields := range [][]string{
		{"Origin", "http://evil.example"}, {"Origin", "null"}, {"Origin", "http://127.0.0.1:9999"}, {"Origin", "https://127.0.0.1:8080"},
		{"Origin", ""}, {"Origin", "http://127.0.0.1:8080", "Origin", "http://evil.example"},
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "http://127.0.0.1:8080.evil.example"},
	} {
		fields = append(fields, "Host", "127.0.0.1:8080")
		for _, address := range []string{"/_daybook/events?page=/", "/_daybook/client.js"} {
			if got := ask(s, "GET", address, fields...); got.Code != 403 {
				t.Errorf("%q: %s answers %d", fields, address, got.Code)
			}
		}
	}
	if got := ask(s, "HEAD", "/_daybook/events?page=/", "Host", "127.0.0.1:8080", "Origin", "http://127.0.0.1:8080", "Sec-Fetch-Site", "same-origin"); got.Code != 200 {
		t.Errorf("the same origin: %d", got.Code)
	}
	for _, address := range []string{"/", "/none", "/_daybook/client.js", "/_daybook/none"} {
		header := ask(s, "GET", address, "Origin", "http://evil.example").Header()
		for name := range header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s carries %s", address, name)
			}
		}
		if header.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s may be embedded anywhere", address)
		}
	}
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	s := showing("index.html", page("x"))
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"} {
		for _, address := range []string{"/", "/_daybook/events?page=/"} {
			if got := ask(s, method, address); got.Code != 405 || got.Header().Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: %d", method, address, got.Code)
			}
		}
	}
}

func TestHugeRequestsAreRefused(t *testing.T) {
	address := live(t, showing("index.html", page("x")))
	line := "GET / HTTP/1.1\r\nHost: " + address + "\r\n"
	if status, _, _ := raw(t, address, line+"X: "+strings.Repeat("x", 32<<10)+"\r\n\r\n"); status != 431 {
		t.Errorf("a huge header: %d", status)
	}
	if status, _, _ := raw(t, address, "GET /"+strings.Repeat("x", 8<<10)+" HTTP/1.1\r\nHost: "+address+"\r\n\r\n"); status != 414 {
		t.Errorf("a huge address: %d", status)
	}
	if status, _, _ := raw(t, address, "GET /_daybook/events?page=x HTTP/1.1\r\nHost: "+address+"\r\n\r\n"); status != 400 {
		t.Errorf("a stream for no page: %d", status)
	}
}

func TestSlowAndIdleConnectionsAreEnded(t *testing.T) {
	s := showing("index.html", page("x"))
	s.limits.headTime = 30 * time.Millisecond
	s.limits.bodyTime = 30 * time.Millisecond
	s.limits.idleTime = 30 * time.Millisecond
	address := live(t, s)
	for name, request := range map[string]string{
		"nothing at all":   "",
		"half a head":      "GET / HTTP/1.1\r\nHost: " + address + "\r\nX: ",
		"half a body":      "GET / HTTP/1.1\r\nHost: " + address + "\r\nContent-Length: 100\r\n\r\nhalf",
		"no second one":    "GET / HTTP/1.1\r\nHost: " + address + "\r\n\r\n",
		"endless chunking": "GET / HTTP/1.1\r\nHost: " + address + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
	} {
		connection, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(connection, request)
		connection.SetReadDeadline(time.Now().Add(patience))
		if _, err := io.Copy(io.Discard, connection); err != nil && strings.Contains(err.Error(), "timeout") {
			t.Errorf("%s: the connection stays open", name)
		}
		connection.Close()
	}
}

func TestCrowdOfSlowConnectionsDoesNotLockReadersOut(t *testing.T) {
	s := showing("index.html", page("here"))
	s.limits.connections = 32
	s.limits.headTime = 100 * time.Millisecond
	address := live(t, s)
	var crowd []net.Conn
	for range 300 {
		connection, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(connection, "GET / HTTP/1.1\r\nX-Slow: ")
		crowd = append(crowd, connection)
	}
	status, _, body := raw(t, address, "GET / HTTP/1.1\r\nHost: "+address+"\r\nConnection: close\r\n\r\n")
	if status != 200 || !strings.Contains(body, "here") {
		t.Errorf("%d %q", status, body)
	}
	for _, connection := range crowd {
		connection.Close()
	}
}

func TestServerListensToThisMachineAlone(t *testing.T) {
	s := New(Options{})
	address, err := s.Listen(t.Context(), "/news/")
	if err != nil {
		t.Fatal(err)
	}
	defer s.listener.Close()
	if ip := s.listener.Addr().(*net.TCPAddr).IP; !ip.Equal(net.IPv4(127, 0, 0, 1)) {
		t.Errorf("listens on %v", ip)
	}
	if address.Public || address.Moved || len(address.Others) > 0 || !strings.HasPrefix(address.URL, "http://127.0.0.1:") || !strings.HasSuffix(address.URL, "/news/") {
		t.Errorf("says %+v", address)
	}
	open := New(Options{Host: "0.0.0.0"})
	address, err = open.Listen(t.Context(), "/")
	if err != nil {
		t.Fatal(err)
	}
	defer open.listener.Close()
	if !address.Public || !strings.HasPrefix(address.URL, "http://127.0.0.1:") {
		t.Errorf("open to all, says %+v", address)
	}
}

func TestTakenPortGivesWayToTheNextFreeOne(t *testing.T) {
	first := New(Options{})
	if _, err := first.Listen(t.Context(), "/"); err != nil {
		t.Fatal(err)
	}
	defer first.listener.Close()
	port := first.listener.Addr().(*net.TCPAddr).Port
	second := New(Options{Port: port})
	address, err := second.Listen(t.Context(), "/")
	if err != nil {
		t.Fatal(err)
	}
	defer second.listener.Close()
	if got := second.listener.Addr().(*net.TCPAddr).Port; !address.Moved || got <= port || got > port+portsTried {
		t.Errorf("asked for %d, says %+v", port, address)
	}
	if _, err := New(Options{Host: "203.0.113.1", Port: 8080}).Listen(t.Context(), "/"); err == nil || !strings.Contains(err.Error(), "--host") {
		t.Errorf("an address of another machine: %v", err)
	}
}

func TestEndOfServingEndsOpenStreamsAtOnce(t *testing.T) {
	s := showing("index.html", page("1"))
	ctx, cancel := context.WithCancel(t.Context())
	address, err := s.Listen(ctx, "/")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	host := strings.Trim(strings.TrimPrefix(address.URL, "http://"), "/")
	open(t, host, "/", tagOf(s, "/")).hears("problems")
	half, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer half.Close()
	fmt.Fprint(half, "GET / HTTP/1.1\r\n")
	began := time.Now()
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("ending took %v", took)
	}
	if s.streams.count() != 0 {
		t.Error("a stream is left")
	}
	if connection, err := net.Dial("tcp", host); err == nil {
		connection.Close()
		t.Error("the port is still open")
	}
}
