"""The draws: random numbers, a process compiled to arrays, the engines that draw it, the counts they leave."""
