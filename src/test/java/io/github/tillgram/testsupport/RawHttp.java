package io.github.tillgram.testsupport;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Speaks HTTP byte by byte, for requests that no well-behaved client sends. */
public final class RawHttp {

  private static final int PATIENCE_MILLIS = 20_000;

  private RawHttp() {}

  /** Sends the bytes of a request and gives all that comes back until the server closes. */
  public static String send(String request) throws IOException {
    return send(request, RawHttp::read);
  }

  /**
   * Sends a part of a request and gives the first line of the answer, if one comes all the same.
   */
  public static String begin(String part) throws IOException {
    return send(
        part,
        stream ->
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.ISO_8859_1))
                .readLine());
  }

  private interface Reader {
    String read(InputStream stream) throws IOException;
  }

  private static String send(String request, Reader reader) throws IOException {
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      } catch (SocketException refusedEarly) {
        // the answer tells why
      }
      return reader.read(socket.getInputStream());
    }
  }

  private static String read(InputStream stream) throws IOException {
    StringBuilder answer = new StringBuilder();
    try {
      for (int next = stream.read(); next >= 0; next = stream.read()) {
        answer.append((char) next);
      }
    } catch (SocketException closedHard) {
      // what came before counts
    }
    return answer.toString();
  }
}
