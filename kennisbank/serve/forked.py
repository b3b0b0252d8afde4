from kennisbank.serve.kernels.forked import ForkedProvisioner as ForkedProvisioner
