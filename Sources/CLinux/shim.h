// What the Glibc module of Swift leaves out: epoll and eventfd.
#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
