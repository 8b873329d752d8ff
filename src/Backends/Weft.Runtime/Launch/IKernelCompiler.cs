namespace Weft.Runtime;

/// <summary>Compiles verified IR for one kind of device.</summary>
public interface IKernelCompiler
{
    /// <summary>The target's name on the command line: <c>cpu</c>, <c>interp</c>, ...</summary>
    string Target { get; }

    /// <summary>Compiles one kernel or workflow of the program. Throws <see cref="WeftException"/> when it cannot be compiled.</summary>
    IExecutable Compile(KernelProgram program, string entry, CancellationToken cancellation);
}

/// <summary>A compiled entry point. Safe to run from several threads at once.</summary>
public interface IExecutable : IDisposable
{
    /// <summary>
    /// Runs to the end. <paramref name="slots"/> is the flat argument block in signature order: a scalar is one slot with its
    /// bits zero-extended to 64; an array is its address followed by one extent per dimension (elements are dense, row-major).
    /// Throws <see cref="KernelFaultException"/> when a checked access or division fails, and
    /// <see cref="OperationCanceledException"/> soon after <paramref name="cancellation"/> is requested.
    /// </summary>
    void Run(ReadOnlySpan<long> slots, CancellationToken cancellation);

    /// <summary>Runs all items of a batch, in any order and several at once where there are threads for them. After a fault no further
    /// item begins.</summary>
    void RunBatch(LaunchBatch batch, CancellationToken cancellation)
    {
        for (var item = 0; item < batch.Count; item++) batch.Run(this, item, cancellation);
    }
}
