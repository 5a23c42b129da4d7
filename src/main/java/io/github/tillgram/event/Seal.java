package io.github.tillgram.event;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.util.UUID;

/**
 * The hash that binds an event to the one before it: SHA-256 over the hash before and all that the
 * event says. What is personal counts as a salted digest of its own, so that text and salt can be
 * erased: the chain holds, and nobody can try what the text may have been.
 */
final class Seal {

  private static final int BYTES = 32;

  private Seal() {}

  /**
   * What a hash is made of.
   *
   * @param data the facts that are not personal, as the text that is kept
   * @param personalDigest {@code null} when there was nothing personal
   */
  record Content(
      UUID merchantId,
      long position,
      UUID invoiceId,
      UUID paymentId,
      String type,
      String actor,
      OffsetDateTime at,
      String data,
      byte[] personalDigest) {}

  /** What stands for the hash before the first event of a chain. */
  static byte[] beginning() {
    return new byte[BYTES];
  }

  static byte[] hash(byte[] before, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(before);
      write(out, content.merchantId());
      out.writeLong(content.position());
      write(out, content.invoiceId());
      write(out, content.paymentId());
      write(out, utf8(content.type()));
      write(out, utf8(content.actor()));
      out.writeLong(content.at().toEpochSecond());
      out.writeLong(content.at().getLong(ChronoField.MICRO_OF_SECOND));
      write(out, utf8(content.data()));
      write(out, content.personalDigest());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return sha256(bytes.toByteArray());
  }

  static byte[] personalDigest(byte[] salt, String personal) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(salt);
    bytes.writeBytes(utf8(personal));
    return sha256(bytes.toByteArray());
  }

  private static void write(DataOutputStream out, UUID id) throws IOException {
    out.writeBoolean(id != null);
    if (id != null) {
      out.writeLong(id.getMostSignificantBits());
      out.writeLong(id.getLeastSignificantBits());
    }
  }

  /** With its length in front, so that no two contents write the same bytes. */
  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static byte[] utf8(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
