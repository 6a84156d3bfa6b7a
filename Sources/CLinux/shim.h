// What the Glibc module of Swift leaves out: epoll, eventfd, sendfile, accept4.
#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/sendfile.h>

// <sys/socket.h> shows it only under _GNU_SOURCE, which also changes the type of bind; and including that header here
// would take its declarations away from the Glibc module.
struct sockaddr;
extern int accept4(int socket, struct sockaddr *address, unsigned int *length, int flags);
