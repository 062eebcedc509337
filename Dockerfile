# copydesk in a container.
#   docker build -t copydesk .                    one static program and nothing else
#   docker build -t copydesk:ci --target ci .     the same with a shell and git, for jobs of a pipeline
#   docker run --rm -v "$PWD:/drafts" copydesk check

FROM rust:1.88-alpine AS build
RUN apk add --no-cache musl-dev=~1.2
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY server server
COPY tests tests
RUN cargo build --release --locked --package copydesk

FROM alpine:3.22 AS ci
RUN apk add --no-cache git=~2
COPY --from=build /src/target/release/copydesk /usr/local/bin/copydesk
WORKDIR /drafts
CMD ["copydesk", "check"]

FROM scratch
COPY --from=build /src/target/release/copydesk /copydesk
WORKDIR /drafts
ENTRYPOINT ["/copydesk"]
CMD ["check"]
