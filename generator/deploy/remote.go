package deploy

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	"daybook/generator/hosting"
)

// remote gives a bucket as a store. status reads the status of HTTP from an
// error of the provider, 0 when there was no answer. sums says whether the
// provider checks an upload against the MD5 that goes with it.
func remote(bucket *blob.Bucket, prefix string, sums bool, status func(error) int) store {
	if prefix != "" {
		bucket = blob.PrefixedBucket(bucket, prefix)
	}
	told := func(err error) error { return classify(err, status) }
	return store{
		headers: true,
		list: func(ctx context.Context, each func(string, object)) error {
			items := bucket.List(nil)
			for {
				item, err := items.Next(ctx)
				if errors.Is(err, io.EOF) {
					return nil
				} else if err != nil {
					return told(err)
				}
				if !strings.HasSuffix(item.Key, "/") { // the mark of a folder, as consoles make it
					each(item.Key, object{item.Size, item.MD5, tagOf(item.MD5, item.ModTime.UnixNano())})
				}
			}
		},
		head: func(ctx context.Context, key string) (hosting.Header, object, error) {
			a, err := bucket.Attributes(ctx, key)
			if err != nil {
				return hosting.Header{}, object{}, told(err)
			}
			return hosting.Header{ContentType: a.ContentType, CacheControl: a.CacheControl}, object{a.Size, a.MD5, tagOf(a.MD5, a.ModTime.UnixNano())}, nil
		},
		read: func(ctx context.Context, key string) (io.ReadCloser, error) {
			body, err := bucket.NewReader(ctx, key, nil)
			if err != nil {
				return nil, told(err)
			}
			return body, nil
		},
		write: func(ctx context.Context, key string, body io.ReadSeeker, c content) error {
			o := &blob.WriterOptions{ContentType: c.header.ContentType, CacheControl: c.header.CacheControl, IfNotExist: c.onlyNew}
			if sums {
				o.ContentMD5 = c.md5
			}
			// Hidden, so that the provider reads, and does not make files write.
			err := told(bucket.Upload(ctx, key, struct{ io.ReadSeeker }{body}, o))
			if c.onlyNew && gcerrors.Code(err) == gcerrors.FailedPrecondition {
				return fmt.Errorf("%w: %w", errTaken, err)
			}
			return err
		},
		remove: func(ctx context.Context, key string) error { return told(bucket.Delete(ctx, key)) },
		close:  func() { bucket.Close() },
	}
}

// tagOf stands for the bytes of an object: its MD5, or what the store gives for
// it, or the second of its last change. Listings and single answers differ in
// how fine they tell that time.
func tagOf(md5 []byte, modified int64) string {
	if md5 != nil {
		return hex.EncodeToString(md5)
	}
	return fmt.Sprintf("t%d", modified/1e9)
}

// classify says of a provider's error what it means to us.
func classify(err error, status func(error) int) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	text := err.Error()
	for _, word := range lasting {
		if strings.Contains(text, word) {
			return err
		}
	}
	var network net.Error
	switch code := status(err); {
	case code == 0 && errors.As(err, &network): // before the driver's own word: Azure's calls an unknown host "not found"
		return fmt.Errorf("%w: %w", errTransient, err)
	case gcerrors.Code(err) == gcerrors.NotFound:
		return fmt.Errorf("%w: %w", errAbsent, err)
	case code == 0 && gcerrors.Code(err) != gcerrors.Unknown && gcerrors.Code(err) != gcerrors.Internal:
		return err
	case code == 0, code >= http.StatusInternalServerError && code != http.StatusNotImplemented,
		code == http.StatusTooManyRequests, code == http.StatusRequestTimeout, code == http.StatusTooEarly,
		strings.Contains(text, "RequestTimeout"), strings.Contains(text, "ConditionalRequestConflict"):
		return fmt.Errorf("%w: %w", errTransient, err)
	}
	return err
}
