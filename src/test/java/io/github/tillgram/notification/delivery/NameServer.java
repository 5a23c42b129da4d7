package io.github.tillgram.notification.delivery;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A name server whose names mean what a test says, and something else the next time. */
final class NameServer implements AutoCloseable {

  private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
  private final Map<String, Deque<List<String>>> names = new ConcurrentHashMap<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final Channel channel;
  private volatile boolean isSilent;
  private volatile long thinksForMillis;

  NameServer() {
    this.channel =
        new Bootstrap()
            .group(loop)
            .channel(NioDatagramChannel.class)
            .handler(
                new ChannelInitializer<DatagramChannel>() {
                  @Override
                  protected void initChannel(DatagramChannel datagrams) {
                    datagrams
                        .pipeline()
                        .addLast(new DatagramDnsQueryDecoder())
                        .addLast(new DatagramDnsResponseEncoder())
                        .addLast(new Answers());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  DnsServerAddressStreamProvider provider() {
    return new SingletonDnsServerAddressStreamProvider((InetSocketAddress) channel.localAddress());
  }

  /** The first list is answered to the first question, and so on; the last one from then on. */
  @SafeVarargs
  final NameServer with(String name, List<String>... inTurn) {
    names.put(name + ".", new ArrayDeque<>(List.of(inTurn)));
    return this;
  }

  /** How often somebody wanted to know. */
  int questions(String name) {
    return asked.getOrDefault(name + ".", 0);
  }

  /** Answers, but not at once. */
  NameServer thinkingFor(Duration time) {
    thinksForMillis = time.toMillis();
    return this;
  }

  /** Takes questions and answers none. */
  void silence() {
    isSilent = true;
  }

  @Override
  public void close() {
    loop.shutdownGracefully();
  }

  private final class Answers extends SimpleChannelInboundHandler<DatagramDnsQuery> {

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query)
        throws UnknownHostException {
      if (isSilent) {
        return;
      }
      DnsQuestion question = query.recordAt(DnsSection.QUESTION);
      DatagramDnsResponse response =
          new DatagramDnsResponse(query.recipient(), query.sender(), query.id());
      response.addRecord(DnsSection.QUESTION, question);
      Deque<List<String>> inTurn = names.get(question.name());
      if (inTurn == null) {
        response.setCode(DnsResponseCode.NXDOMAIN);
      } else {
        answer(question, inTurn, response);
      }
      context
          .executor()
          .schedule(() -> context.writeAndFlush(response), thinksForMillis, TimeUnit.MILLISECONDS);
    }

    private void answer(
        DnsQuestion question, Deque<List<String>> inTurn, DatagramDnsResponse response)
        throws UnknownHostException {
      boolean isA = question.type().equals(DnsRecordType.A);
      if (isA) {
        asked.merge(question.name(), 1, Integer::sum);
      }
      List<String> addresses = isA && inTurn.size() > 1 ? inTurn.poll() : inTurn.peek();
      for (String address : addresses) {
        byte[] bytes = InetAddress.getByName(address).getAddress();
        DnsRecordType type = bytes.length == 4 ? DnsRecordType.A : DnsRecordType.AAAA;
        if (type.equals(question.type())) {
          DnsRecord record =
              new DefaultDnsRawRecord(question.name(), type, 0, Unpooled.wrappedBuffer(bytes));
          response.addRecord(DnsSection.ANSWER, record);
        }
      }
    }
  }
}
