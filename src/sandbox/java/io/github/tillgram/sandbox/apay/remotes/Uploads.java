package io.github.tillgram.sandbox.apay.remotes;

import io.github.tillgram.sandbox.apay.book.LostRequest.Proof;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads the files of a form as they come, and keeps none of them. */
final class Uploads {
  private final List<Proof> files = new ArrayList<>();

  private Uploads() {}

  /** Must be called before the request was read. */
  static Uploads of(HttpServerRequest request) {
    Uploads uploads = new Uploads();
    request.setExpectMultipart(true);
    request.uploadHandler(uploads::read);
    return uploads;
  }

  List<Proof> files() {
    return files;
  }

  private void read(HttpServerFileUpload upload) {
    MessageDigest digest = sha256();
    long[] size = {0};
    upload.handler(
        chunk -> {
          size[0] += chunk.length();
          digest.update(chunk.getBytes());
        });
    upload.endHandler(
        end -> {
          String hash = HexFormat.of().formatHex(digest.digest());
          files.add(new Proof(upload.filename(), upload.contentType(), size[0], hash));
        });
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
