using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weft.Runtime;

namespace Weft.Backends.Llvm.Native;

/// <summary>
/// A thread for one piece of LLVM work that may be lost. After a fatal error LLVM ends the process as soon as the handler
/// returns, so the handler reports to whoever waits and never returns: the price of a fatal error is this thread and what it owns.
/// </summary>
internal sealed unsafe class LlvmThread
{
    // Deeply nested expressions recurse in the parser and in instruction selection.
    private const int StackBytes = 16 << 20;

    /// <summary>The work of this thread: LLVM's handlers get no usable context argument.</summary>
    [ThreadStatic]
    private static LlvmThread? t_current;

    private readonly List<string> _errors = [];
    private readonly Action<string> _onFatalError;

    private LlvmThread(Action<string> onFatalError) => _onFatalError = onFatalError;

    public static delegate* unmanaged[Cdecl]<byte*, void> FatalErrorHandler => &OnFatalError;

    public static delegate* unmanaged[Cdecl]<nint, void*, void> DiagnosticHandler => &OnDiagnostic;

    public static delegate* unmanaged[Cdecl]<void*, nint, void> SessionErrorReporter => &OnSessionError;

    /// <summary>Takes the errors that LLVM reported so far, as one text; null when there were none.</summary>
    public string? TakeErrors()
    {
        if (_errors.Count == 0) return null;
        var text = string.Join("; ", _errors);
        _errors.Clear();
        return text;
    }

    /// <summary>
    /// Runs the work and returns its result or throws its exception. Throws <see cref="WeftException"/> after a fatal error or
    /// past the time limit; work that nobody waits for any more still runs to its end, if it has one.
    /// </summary>
    public static T Run<T>(string subject, TimeSpan limit, Func<LlvmThread, T> work, CancellationToken cancellation)
    {
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var self = new LlvmThread(reason =>
            outcome.TrySetException(new WeftException(LlvmDiagnostics.FatalError.At(default, subject, reason))));
        new Thread(() => self.RunHere(work, outcome), StackBytes) { IsBackground = true, Name = "weft-llvm" }.Start();
        if (Task.WaitAny([outcome.Task], (int)limit.TotalMilliseconds, cancellation) < 0)
            throw new WeftException(LlvmDiagnostics.TimedOut.At(default, subject, limit.TotalSeconds));
        return outcome.Task.GetAwaiter().GetResult();
    }

    private void RunHere<T>(Func<LlvmThread, T> work, TaskCompletionSource<T> outcome)
    {
        t_current = this;
        try
        {
            outcome.TrySetResult(work(this));
        }
#pragma warning disable CA1031 // The exception is rethrown on the thread that waits.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            outcome.TrySetException(failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnFatalError(byte* reason)
    {
        var text = Marshal.PtrToStringUTF8((nint)reason) ?? "";
        // Whoever shares libLLVM in this process and does not come through here expects LLVM's own behaviour: the end.
        if (t_current is not { } thread) Environment.FailFast($"LLVM fatal error: {text}");
        else thread._onFatalError(text);
        Thread.Sleep(Timeout.Infinite);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDiagnostic(nint info, void* context)
    {
        if (LlvmApi.GetDiagInfoSeverity(info) != LlvmApi.SeverityError) return;
        t_current?._errors.Add(LlvmText.Take(LlvmApi.GetDiagInfoDescription(info)));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnSessionError(void* context, nint error)
    {
        var text = LlvmText.TakeError(error);
        t_current?._errors.Add(text);
    }
}
