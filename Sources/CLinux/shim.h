// What the Glibc module of Swift leaves out: epoll, eventfd, accept4; recv and send that are no cancellation points.
#pragma once
#include <sys/syscall.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

// <sys/socket.h> shows it only under _GNU_SOURCE, which also changes the type of bind; and including that header here
// would take its declarations away from the Glibc module.
struct sockaddr;
extern int accept4(int socket, struct sockaddr *address, unsigned int *length, int flags);

// In a process with threads, recv(3) and send(3) pay two atomic operations each so that the thread could be cancelled in
// them. None ever is.
extern long syscall(long number, ...);
static inline long Linux_recv(int socket, void *buffer, unsigned long room, int flags) {
    return syscall(SYS_recvfrom, socket, buffer, room, flags, (void *)0, (void *)0);
}
static inline long Linux_send(int socket, const void *octets, unsigned long length, int flags) {
    return syscall(SYS_sendto, socket, octets, length, flags, (void *)0, 0);
}
