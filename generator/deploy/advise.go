package deploy

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"syscall"
)

// errNobody is in the error for a chain of credentials that has none.
var errNobody = errors.New("there are no credentials")

// lasting are words in errors of providers that waiting does not mend.
var lasting = []string{
	"NoSuchBucket", "ContainerNotFound", "The specified bucket does not exist", "bucket doesn't exist",
	"NotImplemented", "x509: ", "get credentials", "get identity", "failed to refresh cached credentials", "invalid_grant", "DefaultAzureCredential",
}

// advice is a way out for errors of which a word is known: those of S3 (API
// reference, "List of error codes"), of Azure ("Blob Storage error codes") and
// of Google, and those of a network.
var advice = []struct {
	words []string
	hint  string
}{
	{[]string{"NoSuchBucket", "ContainerNotFound", "The specified bucket does not exist", "bucket doesn't exist"}, "there is no such bucket: make it at the provider, or mend its name in the address"},
	{[]string{"RequestTimeTooSkewed", "clock skew"}, "the clock of this machine is wrong: set it (for example with NTP), since every request is signed with the time"},
	{[]string{"InvalidAccessKeyId", "SignatureDoesNotMatch", "AuthenticationFailed", "ExpiredToken", "InvalidToken", "TokenRefreshRequired", "invalid_grant", "InvalidClientTokenId"}, "the credentials were refused: they are wrong, have expired, or belong to another provider"},
	{[]string{"AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException"}, "the bucket is in another region: name it with ?region= in the address"},
	{[]string{"AccessDenied", "AuthorizationPermissionMismatch", "AuthorizationFailure", "Forbidden", "does not have storage.", "StatusCode: 403"}, "access was denied: deploy must be allowed to list the bucket, and to read, write and delete objects in it"},
	{[]string{"no such host", "connection refused", "network is unreachable", "i/o timeout"}, "the store cannot be reached: look at the network, and at the endpoint in the address"},
	{[]string{"DefaultAzureCredential"}, "give credentials with AZURE_STORAGE_ACCOUNT and AZURE_STORAGE_KEY or AZURE_STORAGE_SAS_TOKEN in the environment, or with  az login"},
	{[]string{"x509: "}, "the store's certificate is not trusted by this machine"},
	{[]string{"NotImplemented"}, "the store does not know what was asked of it; see  daybook deploy -h  for settings that older stores need"},
}

// explain words an error with a way out, and takes out what is secret. Nothing
// of a provider's error can be reached through what it gives.
func (t Target) explain(err error, secrets []string) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("deploying to %s was stopped: what was sent is there, and the next deploy goes on from it", t)
	}
	text, hint := redact(noise.ReplaceAllString(err.Error(), ""), secrets), ""
	switch {
	case errors.Is(err, errNobody) && t.kind == onS3:
		hint = "give some with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, with AWS_PROFILE, or with aws configure"
	case errors.Is(err, errNobody) && t.kind == onGCS:
		hint = "give some with  gcloud auth application-default login , or name a key file in GOOGLE_APPLICATION_CREDENTIALS"
	case errors.Is(err, errNobody):
		hint = "give some with AZURE_STORAGE_ACCOUNT and AZURE_STORAGE_KEY or AZURE_STORAGE_SAS_TOKEN in the environment, or with  az login"
	case errors.Is(err, syscall.ENOSPC):
		hint = "free some space and deploy again"
	case errors.Is(err, fs.ErrPermission) && t.kind == onFolder:
		hint = "make the folder writable, or deploy to another"
	default:
		for _, a := range advice {
			for _, word := range a.words {
				if hint == "" && strings.Contains(text, word) {
					hint = a.hint
				}
			}
		}
	}
	if hint != "" {
		text += "\n  " + hint
	}
	told := fmt.Errorf("deploy to %s: %s", t, text)
	for _, kept := range []error{ErrForeign, ErrBusy} {
		if errors.Is(err, kept) {
			return &reason{told.Error(), kept}
		}
	}
	return told
}

// reason is an error whose words are settled, and of whose causes one is known.
type reason struct {
	text string
	kind error
}

func (r *reason) Error() string { return r.text }
func (r *reason) Unwrap() error { return r.kind }

// noise is what providers and their libraries put into errors and nobody needs.
var noise = regexp.MustCompile(`blob \(key "[^"]*"\) \(code=\w+\): |\(code=\w+\): |,? (?:RequestID|HostID): [^,\s]*|` + regexp.QuoteMeta(errTransient.Error()+": "))

// What may be secret in an error: in an address who asks, and the query, in
// which signatures and tokens go; and what stands behind a name for it.
var (
	userinfo = regexp.MustCompile(`(https?://)[^/\s"'@]+@`)
	question = regexp.MustCompile(`(https?://[^\s"'?]+)\?[^\s"']*`)
	keyed    = regexp.MustCompile(`(?i)((?:AccountKey|SharedAccessSignature|Signature|Credential|sig|access_token|refresh_token|client_secret|private_key)["']?\s*[=:]\s*["']?)[^\s"'&;,]+`)
)

// redact takes out of a text what could be secret.
func redact(text string, secrets []string) string {
	for _, secret := range secrets {
		if len(secret) < 4 {
			continue // it would be found in every word
		}
		for _, form := range []string{secret, url.QueryEscape(secret), url.PathEscape(secret), strings.Trim(strconv.Quote(secret), `"`)} {
			text = strings.ReplaceAll(text, form, "[secret]")
		}
	}
	text = userinfo.ReplaceAllString(text, "${1}")
	text = question.ReplaceAllString(text, "${1}")
	return keyed.ReplaceAllString(text, "${1}[secret]")
}

// truth reads a setting that is true or false, and takes it out.
func truth(q url.Values, name string, into *bool) error {
	if !q.Has(name) {
		return nil
	}
	value, err := strconv.ParseBool(q.Get(name))
	if err != nil {
		return fmt.Errorf("the setting %s takes true or false", name)
	}
	*into = value
	q.Del(name)
	return nil
}
