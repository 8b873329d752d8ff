using System.Text;
using Weft.Runtime;

namespace Weft.KaaS.Tests;

public sealed class JournalTests
{
    private readonly string _path = Path.Combine(RunDirectory.New(), "journal");

    [Fact]
    public void Records_come_back_in_order()
    {
        Write("one", "", "three");
        var (records, torn) = Read();
        Assert.Equal(["one", "", "three"], records);
        Assert.Null(torn);
    }

    [Fact]
    public void A_torn_tail_is_dropped_at_every_length_and_writing_goes_on()
    {
        Write("first", "second record");
        var whole = File.ReadAllBytes(_path);
        const int firstEnd = 8 + 20 + 5;
        for (var length = firstEnd + 1; length < whole.Length; length++)
        {
            File.WriteAllBytes(_path, whole[..length]);
            var (records, torn) = Read();
            Assert.Equal(["first"], records);
            Assert.Equal("WF5061", torn);
            Assert.Equal(firstEnd, new FileInfo(_path).Length);
        }

        Write("again");
        Assert.Equal(["first", "again"], Read().Records);
    }

    [Fact]
    public void A_tail_of_zeros_is_dropped()
    {
        Write("first", "second");
        using (var file = File.OpenWrite(_path)) file.SetLength(file.Length + 4096);
        var (records, torn) = Read();
        Assert.Equal(["first", "second"], records);
        Assert.Equal("WF5061", torn);
    }

    [Fact]
    public void A_file_that_was_only_begun_is_started_anew()
    {
        File.WriteAllText(_path, "WEFT");
        Assert.Empty(Read().Records);
        Write("one");
        Assert.Equal(["one"], Read().Records);
    }

    [Fact]
    public void Damage_before_the_end_is_an_error_wherever_it_is()
    {
        Write("first", "second", "third");
        var whole = File.ReadAllBytes(_path);
        var lastStart = whole.Length - 20 - 5;
        for (var position = 8; position < lastStart; position++)
        {
            var damaged = whole.ToArray();
            damaged[position] ^= 0x10;
            File.WriteAllBytes(_path, damaged);
            var e = Assert.Throws<WeftException>(() => { Read(); });
            Assert.Equal("WF5060", e.Diagnostic.Id);
            Assert.Equal(damaged, File.ReadAllBytes(_path));
        }

        File.WriteAllText(_path, "this is something else");
        Assert.Equal("WF5060", Assert.Throws<WeftException>(() => { Read(); }).Diagnostic.Id);
    }

    [Fact]
    public void Rewriting_replaces_all_and_writing_goes_on()
    {
        using (var journal = Journal.Open(_path, _ => { }))
        {
            journal.Append("old"u8);
            journal.Rewrite([Encoding.UTF8.GetBytes("new 1"), Encoding.UTF8.GetBytes("new 2")]);
            journal.Append("new 3"u8);
            Assert.Equal((3, new FileInfo(_path).Length), (journal.Count, journal.Length));
        }

        Assert.Equal(["new 1", "new 2", "new 3"], Read().Records);
    }

    [Fact]
    public void Random_damage_never_yields_a_record_that_was_not_written()
    {
        var random = new Random(20);
        Write([.. Enumerable.Range(0, 20).Select(i => $"record {i}")]);
        var whole = File.ReadAllBytes(_path);
        for (var round = 0; round < 300; round++)
        {
            var damaged = whole.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(_path, damaged[..random.Next(damaged.Length + 1)]);
            try
            {
                var records = Read().Records;
                Assert.Equal(Enumerable.Range(0, records.Length).Select(i => $"record {i}"), records);
            }
            catch (WeftException e)
            {
                Assert.Equal("WF5060", e.Diagnostic.Id);
            }
        }
    }

    private void Write(params string[] records)
    {
        using var journal = Journal.Open(_path, _ => { });
        foreach (var record in records) journal.Append(Encoding.UTF8.GetBytes(record));
    }

    private (string[] Records, string? Torn) Read()
    {
        var records = new List<string>();
        using var journal = Journal.Open(_path, r => records.Add(Encoding.UTF8.GetString(r.Span)));
        return ([.. records], journal.Torn?.Id);
    }
}
