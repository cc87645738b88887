//go:build azure

package deploy

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"gocloud.dev/blob"
	"gocloud.dev/blob/azureblob"
)

// openAzure connects to Azure Blob Storage with what the environment holds
// (AZURE_STORAGE_KEY, AZURE_STORAGE_SAS_TOKEN, AZURE_STORAGE_CONNECTION_STRING)
// or Azure's default chain.
func openAzure(ctx context.Context, t Target) (store, error) {
	u := url.URL{Scheme: azureblob.Scheme, Host: t.bucket, RawQuery: t.query.Encode()}
	bucket, err := blob.OpenBucket(ctx, u.String())
	if err != nil {
		return store{}, fmt.Errorf("%w: %w", errNobody, err)
	}
	return remote(bucket, t.prefix, true, func(err error) int {
		var answer *azcore.ResponseError
		if errors.As(err, &answer) {
			return answer.StatusCode
		}
		return 0
	}), nil
}
