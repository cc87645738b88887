package deploy

import (
	"context"
	"errors"
	"fmt"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	gcaws "gocloud.dev/aws"
	"gocloud.dev/blob/s3blob"
)

// openS3 connects to Amazon's S3, or to what speaks like it at the setting
// endpoint. Such stores are spoken to in the older, plainer way: the bucket in
// the path, and checksums only where they must be, which all of them know.
func openS3(ctx context.Context, t Target) (store, error) {
	q := t.query
	elsewhere := q.Get("endpoint") != ""
	pathStyle, plain, accelerate := elsewhere, false, false
	for name, into := range map[string]*bool{"use_path_style": &pathStyle, "disable_https": &plain, "accelerate": &accelerate} {
		if err := truth(q, name, into); err != nil {
			return store{}, err
		}
	}
	var options s3blob.Options
	if sse := q.Get("ssetype"); sse != "" {
		options.EncryptionType = types.ServerSideEncryption(sse)
	}
	options.KMSEncryptionID = q.Get("kmskeyid")
	q.Del("ssetype")
	q.Del("kmskeyid")
	if elsewhere && !q.Has("request_checksum_calculation") {
		q.Set("request_checksum_calculation", "when_required")
	}
	if elsewhere && !q.Has("response_checksum_validation") {
		q.Set("response_checksum_validation", "when_required")
	}
	config, err := gcaws.V2ConfigFromURLParams(ctx, q)
	if err != nil {
		return store{}, err
	}
	switch {
	case config.Region == "" && elsewhere:
		config.Region = "us-east-1" // which those know that have no regions
	case config.Region == "":
		return store{}, errors.New("the region of the bucket is not known: add ?region=eu-central-1, or whichever it is in, to the address, or set AWS_REGION")
	}
	if _, err := config.Credentials.Retrieve(ctx); err != nil {
		return store{}, fmt.Errorf("%w: %w", errNobody, err)
	}
	options.RequestChecksumCalculation = config.RequestChecksumCalculation
	client := s3.NewFromConfig(config, func(o *s3.Options) {
		o.UsePathStyle, o.UseAccelerate, o.EndpointOptions.DisableHTTPS = pathStyle, accelerate, plain
	})
	bucket, err := s3blob.OpenBucket(ctx, client, t.bucket, &options)
	if err != nil {
		return store{}, err
	}
	return remote(bucket, t.prefix, false, func(err error) int {
		var answer *awshttp.ResponseError
		if errors.As(err, &answer) {
			return answer.HTTPStatusCode()
		}
		return 0
	}), nil
}
