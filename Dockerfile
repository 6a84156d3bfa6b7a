# Build: the official Swift image, with the Swift runtime linked in.
FROM swift:6.3-bookworm AS build
WORKDIR /project
COPY .ci/setup .ci/check-versions .ci/versions .ci/
RUN .ci/setup
COPY Package.swift LICENSE ./
COPY Public Public
COPY Sources Sources
COPY Tests Tests
RUN .ci/setup && swift build -c release --product opposition --static-swift-stdlib \
 && install -s .build/release/opposition /usr/local/bin/opposition

# Run: the same Debian, without a toolchain, as a user that owns nothing but the data.
FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends libsqlite3-0 libssl3 libstdc++6 tzdata zlib1g \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home opposition \
 && install -d -m 0700 -o opposition -g opposition /data
COPY --from=build /usr/local/bin/opposition /usr/local/bin/
USER opposition
ENV OPPOSITION_DATA=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=5s CMD ["opposition", "healthcheck"]
# Inside a container every address is the container's own. What the world sees is decided by -p:
#   docker run --rm -p 127.0.0.1:8080:8080 -v opposition:/data opposition
ENTRYPOINT ["opposition"]
CMD ["serve", "--lan"]
