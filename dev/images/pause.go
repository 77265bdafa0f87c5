// The process that holds a pod's namespaces: it waits to be ended. Reaping is not needed: pods of this project have
// one container each and don't share the process namespace.
package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGINT, syscall.SIGTERM)
	<-ended
}
