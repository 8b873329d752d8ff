using System.Runtime.InteropServices;

namespace Weft.Backends.Llvm.Native;

/// <summary>Takes ownership of LLVM's strings and error objects and gives .NET strings.</summary>
internal static unsafe class LlvmText
{
    public static string Take(byte* message)
    {
        if (message == null) return "";
        var text = Marshal.PtrToStringUTF8((nint)message)!;
        LlvmApi.DisposeMessage(message);
        return text;
    }

    /// <summary>The text of an error that is not 0. The error is consumed.</summary>
    public static string TakeError(nint error)
    {
        var message = LlvmApi.GetErrorMessage(error);
        var text = Marshal.PtrToStringUTF8((nint)message)!;
        LlvmApi.DisposeErrorMessage(message);
        return text;
    }
}
