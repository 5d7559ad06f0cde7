"""What a load balancer asks: alive, and ready."""
