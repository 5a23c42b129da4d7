package io.github.tillgram.merchantapi;

import io.github.tillgram.problem.ProblemException;

/** How an export is written. */
enum ExportFormat {
  CSV("csv", ExportFormat.CSV_TYPE + "; charset=utf-8; header=present"),
  JSONL("jsonl", ExportFormat.JSONL_TYPE);

  static final String CSV_TYPE = "text/csv";
  static final String JSONL_TYPE = "application/jsonl";

  private final String wireName;
  private final String contentType;

  ExportFormat(String wireName, String contentType) {
    this.wireName = wireName;
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** What files of this kind end in, too. */
  String wireName() {
    return wireName;
  }

  static ExportFormat read(String format) {
    if (format == null || format.isEmpty()) {
      return CSV;
    }
    for (ExportFormat one : values()) {
      if (one.wireName.equals(format)) {
        return one;
      }
    }
    throw ProblemException.invalid("format", "must be csv or jsonl");
  }
}
