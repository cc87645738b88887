package deploy

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Target is where a site is deployed to.
type Target struct {
	kind   kind
	bucket string     // or the folder
	prefix string     // empty, or ends in a slash
	query  url.Values // settings of the provider
}

type kind uint8

const (
	onFolder kind = iota
	onS3
	onGCS
	onAzure
)

// kinds are the schemes of addresses, what their places are called, and the
// settings that may stand in them: none through which a secret could be given.
var kinds = map[string]struct {
	kind     kind
	settings []string
}{
	"s3": {onS3, []string{
		"region", "endpoint", "profile", "use_path_style", "disable_https", "dualstack", "fips", "accelerate", "role", "role_session_name", "role_duration",
		"web_identity_token_file", "ssetype", "kmskeyid", "request_checksum_calculation", "response_checksum_validation", "rate_limiter_capacity",
	}},
	"gs":     {onGCS, []string{"universe_domain"}},
	"azblob": {onAzure, []string{"storage_account", "domain", "protocol", "cdn", "localemu"}},
	"file":   {onFolder, nil},
}

// Parse reads an address:
//
//	s3://BUCKET/PREFIX?region=…&endpoint=…
//	gs://BUCKET/PREFIX
//	azblob://CONTAINER/PREFIX?storage_account=…
//	file:///FOLDER, or a FOLDER as it is
//
// The prefix can be given as ?prefix= too. An error is a wrong use, and does not
// repeat the address, which may hold a secret.
func Parse(address string) (Target, error) {
	scheme, _, found := strings.Cut(address, "://")
	if !found {
		if address == "" {
			return Target{}, errors.New("the address is empty")
		}
		return Target{kind: onFolder, bucket: address}, nil
	}
	k, known := kinds[scheme]
	if !known {
		return Target{}, fmt.Errorf("the address begins with %s://, and deploy knows s3://, gs://, azblob:// and folders", scheme)
	}
	u, err := url.Parse(address)
	if err != nil {
		return Target{}, errors.New("the address cannot be read: letters such as % and spaces must be written as in addresses of pages")
	}
	if u.User != nil {
		return Target{}, errors.New("the address holds a user or password: credentials come from the environment or the provider's own files, never from the address, which others see")
	}
	if u.Fragment != "" {
		return Target{}, errors.New("the address has a part after #, which means nothing here")
	}
	settings, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return Target{}, errors.New("the settings after ? in the address cannot be read")
	}
	t := Target{kind: k.kind, bucket: u.Host, query: settings}
	if t.kind == onFolder {
		return t.atFolder(u)
	}
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		switch {
		case name != "prefix" && !slices.Contains(k.settings, name):
			return Target{}, fmt.Errorf("the address has the setting %q, and %s:// takes prefix, %s; credentials never stand in an address", name, scheme, strings.Join(k.settings, ", "))
		case len(settings[name]) > 1:
			return Target{}, fmt.Errorf("the address has the setting %q twice", name)
		}
	}
	if t.bucket == "" {
		return Target{}, fmt.Errorf("the address names no bucket: it is written %s://BUCKET", scheme)
	}
	if err := t.endpoint(); err != nil {
		return Target{}, err
	}
	t.prefix = strings.Trim(u.Path, "/")
	if asked := strings.Trim(settings.Get("prefix"), "/"); asked != "" {
		if t.prefix != "" {
			return Target{}, errors.New("the address has a prefix in its path and one in ?prefix=; give one")
		}
		t.prefix = asked
	}
	settings.Del("prefix")
	if t.prefix != "" {
		for part := range strings.SplitSeq(t.prefix, "/") {
			if part == "" || part == "." || part == ".." {
				return Target{}, errors.New("the prefix has an empty part, or . or .. in it")
			}
		}
		t.prefix += "/"
	}
	return t, nil
}

func (t Target) atFolder(u *url.URL) (Target, error) {
	switch {
	case len(t.query) > 0:
		return Target{}, errors.New("the address of a folder takes no settings")
	case u.Host != "" && u.Host != "localhost":
		return Target{}, errors.New("the address of a folder is written file:///FOLDER, with three slashes, or as the folder alone")
	case u.Path == "" || u.Path == "/":
		return Target{}, errors.New("the address names no folder")
	}
	t.bucket = filepath.FromSlash(u.Path)
	if rest := strings.TrimPrefix(u.Path, "/"); filepath.VolumeName(filepath.FromSlash(rest)) != "" {
		t.bucket = filepath.FromSlash(rest) // file:///C:/www
	}
	return t, nil
}

// endpoint holds the setting of that name to an address with nothing secret.
func (t Target) endpoint() error {
	text := t.query.Get("endpoint")
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return errors.New("the setting endpoint takes a whole address, such as https://ACCOUNT.r2.cloudflarestorage.com")
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return errors.New("the setting endpoint takes an address alone, without user, password or settings")
	}
	return nil
}

// String names the target, without its settings.
func (t Target) String() string {
	if t.kind == onFolder {
		return t.bucket
	}
	for scheme, k := range kinds {
		if k.kind == t.kind {
			return scheme + "://" + t.bucket + "/" + t.prefix
		}
	}
	return t.bucket
}

// Overlaps reports whether the target is a folder that holds another, lies in
// it, or is it.
func (t Target) Overlaps(other string) bool {
	if t.kind != onFolder {
		return false
	}
	a, b := realPath(t.bucket), realPath(other)
	return within(a, b) || within(b, a)
}

// realPath follows the links of that part of a path that exists.
func realPath(name string) string {
	whole, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	if found, err := filepath.EvalSymlinks(whole); err == nil {
		return found
	}
	if parent := filepath.Dir(whole); parent != whole {
		return filepath.Join(realPath(parent), filepath.Base(whole))
	}
	return whole
}

// open connects to the target.
func open(ctx context.Context, t Target) (store, error) {
	switch t.kind {
	case onFolder:
		if info, err := os.Stat(t.bucket); err == nil && !info.IsDir() {
			return store{}, fmt.Errorf("%s is not a folder", t.bucket)
		}
		return openFolder(t.bucket)
	case onS3:
		return openS3(ctx, t)
	case onGCS:
		return openGCS(ctx, t)
	default:
		return openAzure(ctx, t)
	}
}
