//go:build gcs

package deploy

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"gocloud.dev/blob/gcsblob"
	"gocloud.dev/gcp"
	"golang.org/x/oauth2/google"
	"google.golang.org/api/googleapi"
	"google.golang.org/api/option"
)

// openGCS connects to Google Cloud Storage with the Application Default
// Credentials.
func openGCS(ctx context.Context, t Target) (store, error) {
	const scope = "https://www.googleapis.com/auth/devstorage.read_write"
	domain := t.query.Get("universe_domain")
	credentials, err := google.FindDefaultCredentialsWithParams(ctx, google.CredentialsParams{Scopes: []string{scope}, UniverseDomain: domain})
	if err != nil {
		return store{}, fmt.Errorf("%w: %w", errNobody, err)
	}
	client, err := gcp.NewHTTPClient(http.DefaultTransport, credentials.TokenSource)
	if err != nil {
		return store{}, err
	}
	var options gcsblob.Options
	if domain != "" {
		options.ClientOptions = append(options.ClientOptions, option.WithUniverseDomain(domain))
	}
	bucket, err := gcsblob.OpenBucket(ctx, client, t.bucket, &options)
	if err != nil {
		return store{}, err
	}
	return remote(bucket, t.prefix, true, func(err error) int {
		var answer *googleapi.Error
		if errors.As(err, &answer) {
			return answer.Code
		}
		return 0
	}), nil
}
