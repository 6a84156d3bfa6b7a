// What the Glibc module of Swift leaves out: epoll, eventfd, accept4.
#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

// Declared here because <sys/socket.h> shows it only under _GNU_SOURCE, which also changes the type of bind.
extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
