"""Asks a server at a given rate over 16 connections, at times of their own as people come (a Poisson process), and prints how
long each waited for its answer, counted from when it came.

    arrivals.py ADDRESS/PATH BODY.json RATE SECONDS
"""

import random
import selectors
import socket
import sys
import time
import urllib.parse

CONNECTIONS = 16


def waits(url, body, rate, seconds):
    """Seconds from each arrival to the end of its answer. It does not sleep: waking up would be counted as waiting."""
    host, port = url.netloc.split(":")
    head = f"POST {url.path} HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    request = head.encode() + body
    ready = selectors.DefaultSelector()
    free = [socket.create_connection((host, int(port))) for _ in range(CONNECTIONS)]
    for connection in free:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ready.register(connection, selectors.EVENT_READ)
    chance = random.Random(7)
    end = time.perf_counter() + seconds
    coming, came, asked, waited = time.perf_counter(), [], {}, []
    while coming < end or came or asked:
        now = time.perf_counter()
        while coming <= now and coming < end:
            came.append(coming)
            coming += chance.expovariate(rate)
        while came and free:
            connection = free.pop(0)
            asked[connection] = came.pop(0)
            connection.sendall(request)
        for key, _ in ready.select(0):
            answer = key.fileobj.recv(1 << 16)
            if not answer.startswith(b"HTTP/1.1 200 "):
                raise SystemExit(f"a request was refused: {answer[:200]!r}")
            waited.append(time.perf_counter() - asked.pop(key.fileobj))
            free.append(key.fileobj)
    return sorted(waited)


def main():
    address, file, rate, seconds = sys.argv[1:]
    waited = waits(urllib.parse.urlsplit(address), open(file, "rb").read(), float(rate), float(seconds))
    p50, p99 = (1e3 * waited[int(share * (len(waited) - 1))] for share in (0.5, 0.99))
    what = f"one customer, {float(rate):.0f} come a second"
    print(f"{what:34} p50 {p50:7.2f}ms  p99 {p99:7.2f}ms  {len(waited) / float(seconds):8.0f} customers a second")


main()
