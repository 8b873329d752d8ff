using System.Collections.Generic;
using System.Globalization;

namespace Weft.Frontend.CSharp;

/// <summary>The C# of an argument block: its slots, and the arrays whose addresses are added to some of them.</summary>
internal sealed class SlotList
{
    private readonly List<string> _slots = [];
    private string _arrays = LauncherEmitter.Runtime + "LaunchArrays.None";

    public int Count => _slots.Count;

    public string Code => CodeOf(_slots);

    public string Arrays => _arrays;

    public void Add(string bits) => _slots.Add(bits);

    /// <summary>A slot that takes an address.</summary>
    /// <param name="first">The array's first element, as it is passed: <c>ref x</c> or <c>in x</c>.</param>
    /// <param name="offset">What is added to the address, in bytes.</param>
    public void AddAddress(string first, string offset = "0")
    {
        _arrays += string.Format(CultureInfo.InvariantCulture, ".At({0}, {1})", Count, first);
        Add(offset);
    }

    /// <summary>Numbers on the stack.</summary>
    public static string CodeOf(IReadOnlyCollection<string> numbers) =>
        numbers.Count == 0 ? "default" : $"unchecked(stackalloc long[] {{ {string.Join(", ", numbers)} }})";
}
