# A server on the loopback interface, for the scripts that source this file in their own folder.
# `$port` is its port, and the file `requests` has the target of each request as it was sent,
# with the method before it if that is not GET. The server and the folder `$dir` end with the script.

cat > server.py <<'END'
import os
import socketserver

class Server(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline().decode().rstrip("\r\n")
        if not line:
            return
        while self.rfile.readline().strip():
            pass
        with open("requests", "a") as log:
            print(line.rsplit(" HTTP/", 1)[0].removeprefix("GET "), file=log)
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                         b"Content-Length: 2\r\nConnection: close\r\n\r\n{}")

class Threads(socketserver.ThreadingTCPServer):
    daemon_threads = True

server = Threads(("127.0.0.1", 0), Server)
with open("port.new", "w") as port:
    print(server.server_address[1], file=port)
os.rename("port.new", "port")
server.serve_forever()
END
python3 server.py &
server=$!
trap 'kill "$server"; rm -rf "$dir"' EXIT
until [ -e port ]; do sleep 0.1; done
port=$(cat port)
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
