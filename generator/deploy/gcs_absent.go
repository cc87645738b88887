//go:build !gcs

package deploy

import (
	"context"
	"errors"
)

func openGCS(context.Context, Target) (store, error) {
	return store{}, errors.New("this daybook was built without Google Cloud Storage, to be smaller: build it with  go build -tags gcs -o daybook ./generator  or run  go run -tags gcs ./generator deploy gs://…")
}
