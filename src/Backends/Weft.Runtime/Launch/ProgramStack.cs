using System.Runtime.ExceptionServices;

namespace Weft.Runtime;

/// <summary>A stack for programs, which may call themselves deeply, unlike kernels; its end is known, so that they are stopped before
/// they reach it.</summary>
public static class ProgramStack
{
    private const int Size = 64 << 20;

    // For what functions of the host need below the program's last call.
    private const int Reserve = 1 << 20;

    /// <summary>Runs something to its end on such a stack; exceptions come out as they are.</summary>
    /// <param name="body">Takes the address that calls of the program must stay above.</param>
    public static void Run(Action<nint> body)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                body(Here() - Size + Reserve);
            }
#pragma warning disable CA1031 // Thrown again on the caller's thread.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                failure = ExceptionDispatchInfo.Capture(problem);
            }
        }, Size)
        {
            // A process that ends does not wait for a program nobody waits for.
            IsBackground = true,
        };
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    private static unsafe nint Here()
    {
        byte here;
        return (nint)(&here);
    }
}
