# An image with yusuan, to run or to serve. Build: docker build -t yusuan .
FROM python:3.12-slim-bookworm

# libgl1 and libglib2.0-0 are what OpenCV loads (scans); LibreOffice reads .doc and .rtf and doubles the image, so it is
# left out unless asked for: docker build --build-arg OFFICE=libreoffice-writer-nogui
ARG OFFICE=""
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libgl1 libglib2.0-0 ${OFFICE} \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /opt/yusuan
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY yusuan yusuan
COPY flows flows
COPY extractors extractors
COPY schemas schemas
RUN pip install --no-cache-dir --constraint constraints.txt ".[desk,scan,s3]"

RUN useradd --create-home --uid 10001 yusuan && install --directory --owner yusuan /data
USER yusuan
WORKDIR /data
ENV YUSUAN_ARCHIVE=/data/raw PREFECT_HOME=/data/prefect YUSUAN_STATE=/data/state
VOLUME /data
ENTRYPOINT ["yusuan"]
CMD ["--help"]
