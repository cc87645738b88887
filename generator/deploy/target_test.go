package deploy

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/aws/smithy-go"
	"gocloud.dev/blob/memblob"
)

func TestParse(t *testing.T) {
	for address, want := range map[string]string{
		"s3://paper":                            "s3://paper/",
		"s3://paper/":                           "s3://paper/",
		"s3://paper/beta/two/":                  "s3://paper/beta/two/",
		"s3://paper?prefix=beta":                "s3://paper/beta/",
		"s3://paper?prefix=/beta/&region=x":     "s3://paper/beta/",
		"s3://news.example?region=eu-central-1": "s3://news.example/",
		"gs://paper/beta":                       "gs://paper/beta/",
		"azblob://$web?storage_account=paper":   "azblob://$web/",
		"file:///srv/www":                       filepath.FromSlash("/srv/www"),
		"/srv/www":                              "/srv/www",
		"../www":                                "../www",
		"s3://paper?endpoint=https://a.r2.cloudflarestorage.com&region=auto": "s3://paper/",
	} {
		got, err := Parse(address)
		if err != nil || got.String() != want {
			t.Errorf("%s is %s, want %s (%v)", address, got, want, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	const secret = "wJalrXUtnFEMIK7MDENG"
	for address, want := range map[string]string{
		"":                                     "empty",
		"ftp://paper":                          "begins with ftp://",
		"mem://":                               "begins with mem://",
		"s3://":                                "names no bucket",
		"s3:///beta":                           "names no bucket",
		"s3://AKIA:" + secret + "@paper":       "user or password",
		"s3://" + secret + "@paper":            "user or password",
		"s3://paper?secret_key=" + secret:      `the setting "secret_key"`,
		"s3://paper?X-Amz-Signature=" + secret: `the setting "X-Amz-Signature"`,
		"azblob://paper?sig=" + secret:         `the setting "sig"`,
		"gs://paper?private_key_path=x":        `the setting "private_key_path"`,
		"s3://paper?endpoint=https://a:" + secret + "@b": "without user",
		"s3://paper?endpoint=https://b?k=" + secret:      "without user",
		"s3://paper?endpoint=localhost:9000":             "whole address",
		"s3://paper?region=a&region=b":                   "twice",
		"s3://paper/a?prefix=b":                          "give one",
		"s3://paper/a//b":                                "the prefix has",
		"s3://paper/../b":                                "the prefix has",
		"s3://paper#" + secret:                           "after #",
		"s3://pa%zz" + secret:                            "cannot be read",
		"s3://paper?a=%zz" + secret:                      "cannot be read",
		"file://srv/www":                                 "three slashes",
		"file:///":                                       "no folder",
		"file:///srv/www?metadata=skip":                  "takes no settings",
	} {
		_, err := Parse(address)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
}

func TestOverlaps(t *testing.T) {
	dir := t.TempDir()
	public := filepath.Join(dir, "site", "public")
	if err := os.MkdirAll(public, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(public, filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	for name, want := range map[string]bool{
		"site/public": true, "site/public/x": true, "site": true, ".": true, "link": true, "link/deeper/yet": true,
		"www": false, "site/public2": false, "site/www": false,
	} {
		if got := parsed(t, filepath.Join(dir, name)).Overlaps(public); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
	if parsed(t, "s3://paper").Overlaps(public) {
		t.Error("a bucket overlaps a folder")
	}
}

// TestErrorsHaveAWayOut holds errors as providers word them against the hint
// that they get, and none against what is secret.
func TestErrorsHaveAWayOut(t *testing.T) {
	const secret = "wJalr/XUtn+FEMI=K7MDENG"
	api := func(code string) error {
		return fmt.Errorf("write index.html: %w", &smithy.OperationError{ServiceID: "S3", OperationName: "PutObject", Err: &smithy.GenericAPIError{Code: code, Message: "with " + secret}})
	}
	for want, err := range map[string]error{
		"the clock of this machine":           api("RequestTimeTooSkewed"),
		"there is no such bucket":             api("NoSuchBucket"),
		"access was denied":                   api("AccessDenied"),
		"in another region":                   api("PermanentRedirect"),
		"the credentials were refused":        api("ExpiredToken"),
		"with aws configure":                  fmt.Errorf("%w: failed", errNobody),
		"free some space":                     fmt.Errorf("write: %w", syscall.ENOSPC),
		"the store cannot be reached":         errors.New(`Put "https://who:` + secret + `@host/paper?sig=` + secret + `": dial tcp: lookup host: no such host`),
		"certificate is not trusted":          errors.New(`Get "https://host/paper?se=1&sig=abc%2Fdef": tls: x509: unknown authority`),
		"was stopped: what was sent is there": fmt.Errorf("put: %w", context.Canceled),
	} {
		got := parsed(t, "s3://paper/beta?endpoint=https://x.example&profile=me").explain(err, []string{secret, ""})
		if !strings.Contains(got.Error(), want) || !strings.Contains(got.Error(), "s3://paper/beta/") {
			t.Errorf("%v: %v, want %q", err, got, want)
		}
		for _, hidden := range []string{secret, "K7MDENG", "sig=", "abc%2Fdef"} {
			if strings.Contains(got.Error(), hidden) {
				t.Errorf("%q is in %q", hidden, got)
			}
		}
		var api smithy.APIError
		if errors.As(got, &api) {
			t.Errorf("the provider's error can be reached through %v", got)
		}
	}
}

func TestRedact(t *testing.T) {
	for text, want := range map[string]string{
		"AccountName=paper;AccountKey=abc123==;EndpointSuffix=x": "AccountName=paper;AccountKey=[secret];EndpointSuffix=x",
		`Get "https://h/c?sv=1&sig=zzz": EOF`:                    `Get "https://h/c": EOF`,
		"http://a:b@h/c":                                         "http://h/c",
		"nothing here":                                           "nothing here",
	} {
		if got := redact(text, []string{"", "her"}); want != got { // too short to be one
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	if got := redact("the token of x%2Fyzz and of x/yzz", []string{"x/yzz"}); got != "the token of [secret] and of [secret]" {
		t.Errorf("got %q", got)
	}
}

// TestUnreachableIsNotAbsent: Azure's driver says "not found" of a host whose
// name cannot be looked up. To believe it would be to find no ledger.
func TestUnreachableIsNotAbsent(t *testing.T) {
	_, absent := memblob.OpenBucket(nil).Attributes(t.Context(), "index.html")
	silent := func(error) int { return 0 }
	if err := classify(absent, silent); !errors.Is(err, errAbsent) || errors.Is(err, errTransient) {
		t.Errorf("what is absent is told as %v", err)
	}
	unreachable := fmt.Errorf("%w: %w", absent, &url.Error{Op: "Put", URL: "https://x.example", Err: &net.DNSError{Err: "no such host", IsNotFound: true}})
	if err := classify(unreachable, silent); errors.Is(err, errAbsent) || !errors.Is(err, errTransient) {
		t.Errorf("what cannot be reached is told as %v", err)
	}
}
