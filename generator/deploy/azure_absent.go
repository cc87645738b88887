//go:build !azure

package deploy

import (
	"context"
	"errors"
)

func openAzure(context.Context, Target) (store, error) {
	return store{}, errors.New("this daybook was built without Azure Blob Storage, to be smaller: build it with  go build -tags azure -o daybook ./generator  or run  go run -tags azure ./generator deploy azblob://…")
}
